package dev.weft.server.traces;

import java.util.List;

/**
 * The spans of one trace that are known, in the order in which they began.
 *
 * @param id 32 hexadecimal digits
 * @param spans one at least
 */
public record Trace(String id, List<TraceSpan> spans) {
  public Trace {
    spans = List.copyOf(spans);
    if (spans.isEmpty()) {
      throw new IllegalArgumentException("spans: none (expected: one at least)");
    }
  }

  /** The span without a parent; the first one while that is not known. */
  TraceSpan root() {
    return spans.stream().filter(it -> it.parentId().isEmpty()).findFirst().orElse(spans.get(0));
  }

  long startNanos() {
    return spans.get(0).startNanos();
  }

  /** From the first beginning to the last end. */
  long durationNanos() {
    long end = spans.stream().mapToLong(TraceSpan::endNanos).max().orElse(startNanos());
    return end - startNanos();
  }

  boolean hasError() {
    return spans.stream().anyMatch(TraceSpan::error);
  }
}
