package dev.weft.server.traces;

import dev.weft.core.identity.SpiffeId;
import java.util.Map;

/**
 * One span, as a workload told it. Texts are bounded by whoever reads them.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentId the same, or empty for a root
 * @param workload who sent it, as its SVID says
 * @param name its name
 * @param kind {@code server}, {@code client}, {@code internal}, {@code producer} or {@code
 *     consumer}
 * @param startNanos when it began, in nanoseconds since 1970
 * @param durationNanos how long it took
 * @param error whether it failed
 * @param attributes what else it says, by name
 */
public record TraceSpan(
    String traceId,
    String spanId,
    String parentId,
    SpiffeId workload,
    String name,
    String kind,
    long startNanos,
    long durationNanos,
    boolean error,
    Map<String, String> attributes) {
  /** What objects and references weigh beside the texts, in characters. */
  private static final int OVERHEAD = 300;

  public TraceSpan {
    attributes = Map.copyOf(attributes);
  }

  /** Roughly how much memory it takes, in characters. */
  int weight() {
    int weight = OVERHEAD + name.length();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      weight += attribute.getKey().length() + attribute.getValue().length() + 50;
    }
    return weight;
  }

  long endNanos() {
    return startNanos + durationNanos;
  }
}
