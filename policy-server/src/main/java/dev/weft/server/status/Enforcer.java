package dev.weft.server.status;

import dev.weft.server.directory.Heartbeat;
import dev.weft.server.directory.Lease;
import dev.weft.server.directory.Place;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.store.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A workload that enforces policies, and what it said last.
 *
 * @param instance its process
 * @param namespace its namespace
 * @param account its service account
 * @param labels its labels
 * @param ports where it listens
 * @param said what it said last; empty when it has not been heard from
 */
record Enforcer(
    UUID instance,
    String namespace,
    String account,
    Map<String, String> labels,
    Set<Integer> ports,
    Optional<Heartbeat> said) {

  static Enforcer of(Resource workload) {
    Lease lease = WorkloadKind.lease(workload);
    return new Enforcer(
        lease.instance(),
        lease.identity().namespace(),
        lease.identity().serviceAccount(),
        lease.labels(),
        lease.places().stream().map(Place::port).collect(Collectors.toUnmodifiableSet()),
        Optional.empty());
  }

  Enforcer saying(Optional<Heartbeat> heartbeat) {
    return new Enforcer(instance, namespace, account, labels, ports, heartbeat);
  }

  /** The revision that it enforces; 0 when none. */
  long applied() {
    return said.map(Heartbeat::applied).orElse(0L);
  }

  /** Whether it judges requests wherever it listens; if not, it sees connections only somewhere. */
  boolean seesRequests() {
    return said.map(it -> it.requestPorts().containsAll(ports)).orElse(false);
  }

  /** The workload as people find it. */
  String describe() {
    return account + " (" + namespace + "/" + instance + ")";
  }
}
