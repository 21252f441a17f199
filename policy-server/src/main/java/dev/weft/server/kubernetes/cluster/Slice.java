package dev.weft.server.kubernetes.cluster;

import java.util.List;

/**
 * Some of those that stand behind a service.
 *
 * @param service the service's name; empty when it belongs to none
 * @param addresses those that are ready, as RFC 5952 spells them
 * @param ports their TCP ports
 */
record Slice(String service, List<String> addresses, List<ServicePort> ports) {
  Slice {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
  }
}
