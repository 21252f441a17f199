package dev.weft.server.kubernetes.cluster;

import java.util.List;

/**
 * A service with virtual addresses.
 *
 * @param addresses the addresses, as RFC 5952 spells them; none when it is headless
 * @param ports its TCP ports
 */
record Service(List<String> addresses, List<ServicePort> ports) {
  Service {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
  }
}
