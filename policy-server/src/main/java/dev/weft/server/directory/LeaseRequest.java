package dev.weft.server.directory;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The whole state that a process reports with each heartbeat.
 *
 * @param host the host, or network namespace, in which it runs
 * @param labels its labels
 * @param addresses the addresses of its host
 * @param listeners what it listens on; a wildcard address stands for all of {@code addresses} and
 *     the loopback ones
 * @param applied the config revision that it enforces; 0 when none
 * @param unprotected what it could not protect
 * @param refused the policies that it cannot enforce
 * @param requestPorts the ports on which it judges every request by itself
 */
public record LeaseRequest(
    String host,
    Map<String, String> labels,
    List<InetAddress> addresses,
    List<Listener> listeners,
    long applied,
    List<Unprotected> unprotected,
    List<RefusedPolicy> refused,
    Set<Integer> requestPorts) {
  public LeaseRequest {
    labels = Map.copyOf(labels);
    addresses = List.copyOf(addresses);
    listeners = List.copyOf(listeners);
    unprotected = List.copyOf(unprotected);
    refused = List.copyOf(refused);
    requestPorts = Set.copyOf(requestPorts);
  }

  /** One listening socket. */
  public record Listener(InetAddress address, int port) {}

  /** Something that the agent could not protect, and why. */
  public record Unprotected(String what, String why) {}

  /**
   * A policy that the process cannot enforce.
   *
   * @param policy kind, namespace and name, for example {@code AuthorizationPolicy shop/orders}
   * @param why the reason, for a person
   */
  public record RefusedPolicy(String policy, String why) {}

  /** The listeners with wildcards spelled out, each once, in order. */
  Set<Listener> expanded() {
    Set<Listener> all = new LinkedHashSet<>();
    for (Listener listener : listeners) {
      if (listener.address().isAnyLocalAddress()) {
        addresses.forEach(address -> all.add(new Listener(address, listener.port())));
        all.add(new Listener(Addresses.parse("127.0.0.1"), listener.port()));
        all.add(new Listener(Addresses.parse("::1"), listener.port()));
      } else {
        all.add(listener);
      }
    }
    return all;
  }
}
