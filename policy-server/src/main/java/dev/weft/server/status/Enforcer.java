package dev.weft.server.status;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.directory.Heartbeat;
import dev.weft.server.directory.Lease;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.store.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A workload that enforces policies, and what it said last.
 *
 * @param instance its process
 * @param namespace its namespace
 * @param account its service account
 * @param labels its labels
 * @param seesRequests whether it looks at requests; if not, it sees connections only
 * @param said what it said last; empty when it has not been heard from
 */
record Enforcer(
    UUID instance,
    String namespace,
    String account,
    Map<String, String> labels,
    boolean seesRequests,
    Optional<Heartbeat> said) {

  static Enforcer of(Resource workload) {
    Lease lease = WorkloadKind.lease(workload);
    return new Enforcer(
        lease.instance(),
        lease.identity().namespace(),
        lease.identity().serviceAccount(),
        lease.labels(),
        seesRequests(workload.body().object("spec")),
        Optional.empty());
  }

  private static boolean seesRequests(JsonObject spec) {
    for (JsonValue layer : spec.array("layers").values()) {
      if (layer.equals(new JsonString("L7"))) {
        return true;
      }
    }
    return false;
  }

  Enforcer saying(Optional<Heartbeat> heartbeat) {
    return new Enforcer(instance, namespace, account, labels, seesRequests, heartbeat);
  }

  /** The revision that it enforces; 0 when none. */
  long applied() {
    return said.map(Heartbeat::applied).orElse(0L);
  }

  /** The workload as people find it. */
  String describe() {
    return account + " (" + namespace + "/" + instance + ")";
  }
}
