package dev.weft.benchmarks.feed;

import java.util.List;

/**
 * How much is measured.
 *
 * @param policies AuthorizationPolicies in the store
 * @param leases leases in the store
 * @param namespaces namespaces over which all of it is spread
 * @param subscribers workloads that wait for config, each with a connection and a host of its own
 * @param changes changes of each kind that are followed to the last subscriber
 * @param writes writes of which the latency is taken
 * @param heapMegabytes the server's {@code -Xmx}
 */
record Size(
    int policies,
    int leases,
    int namespaces,
    int subscribers,
    int changes,
    int writes,
    int heapMegabytes) {
  /** What is run without arguments. */
  static final Size DEFAULT = new Size(10_000, 50_000, 20, 1_000, 40, 300, 1024);

  /** How to ask for something else. */
  static final String USAGE =
      "policies=N leases=N namespaces=N subscribers=N changes=N writes=N heap=MEGABYTES";

  private static final int MAX_PORTS = 64_000;

  Size {
    if (leases > MAX_PORTS) {
      throw new IllegalArgumentException("leases: " + leases + " (expected: " + MAX_PORTS + ")");
    }
  }

  /**
   * Reads {@code name=value} arguments.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static Size parse(List<String> arguments) {
    Size size = DEFAULT;
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length != 2 || !parts[1].matches("[1-9]\\d{0,6}")) {
        throw unknown(argument);
      }
      size = size.with(argument, parts[0], Integer.parseInt(parts[1]));
    }
    return size;
  }

  private Size with(String argument, String name, int value) {
    return switch (name) {
      case "policies" ->
          new Size(value, leases, namespaces, subscribers, changes, writes, heapMegabytes);
      case "leases" ->
          new Size(policies, value, namespaces, subscribers, changes, writes, heapMegabytes);
      case "namespaces" ->
          new Size(policies, leases, value, subscribers, changes, writes, heapMegabytes);
      case "subscribers" ->
          new Size(policies, leases, namespaces, value, changes, writes, heapMegabytes);
      case "changes" ->
          new Size(policies, leases, namespaces, subscribers, value, writes, heapMegabytes);
      case "writes" ->
          new Size(policies, leases, namespaces, subscribers, changes, value, heapMegabytes);
      case "heap" -> new Size(policies, leases, namespaces, subscribers, changes, writes, value);
      default -> throw unknown(argument);
    };
  }

  private static IllegalArgumentException unknown(String argument) {
    return new IllegalArgumentException("argument: " + argument + " (expected: " + USAGE + ")");
  }
}
