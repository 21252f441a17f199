package dev.weft.server.kubernetes.cluster;

import java.util.List;
import java.util.Map;

/**
 * A pod that runs, or is about to.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid what tells it from others of that name
 * @param serviceAccount its service account
 * @param node where it runs; empty before it was placed
 * @param addresses its own addresses, as RFC 5952 spells them; none when it has those of its node
 * @param ports the TCP ports that it declares, and what is spoken there: {@code auto}, {@code tcp},
 *     {@code http} or {@code http2}
 * @param labels its labels
 * @param ofItsNode whether it has no network of its own, but its node's
 */
public record Pod(
    String namespace,
    String name,
    String uid,
    String serviceAccount,
    String node,
    List<String> addresses,
    Map<Integer, String> ports,
    Map<String, String> labels,
    boolean ofItsNode) {
  public Pod {
    addresses = List.copyOf(addresses);
    ports = Map.copyOf(ports);
    labels = Map.copyOf(labels);
  }
}
