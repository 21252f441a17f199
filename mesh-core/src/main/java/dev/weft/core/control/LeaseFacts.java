package dev.weft.core.control;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What of a lease stays the same.
 *
 * @param instance names this process's lease
 * @param hostId names the host and network namespace
 * @param labels the workload's labels
 * @param addresses what a wildcard listener stands for, read afresh each time
 */
record LeaseFacts(
    UUID instance,
    String hostId,
    Map<String, String> labels,
    Supplier<List<InetAddress>> addresses) {
  String target() {
    return "/mesh/v1/leases/" + instance;
  }
}
