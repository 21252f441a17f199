package dev.weft.core.telemetry;

import dev.weft.core.policy.match.TextSet;
import org.jspecify.annotations.Nullable;

/** The rules for one direction. Immutable. */
final class DirectionView {
  static final DirectionView DEFAULT = new DirectionView(TraceRule.DEFAULT, new Pair[0], false);

  private final TraceRule general;
  private final Pair[] pairs;
  private final boolean accessLog;

  DirectionView(TraceRule general, Pair[] pairs, boolean accessLog) {
    this.general = general;
    this.pairs = pairs;
    this.accessLog = accessLog;
  }

  TraceRule rule(@Nullable String peer) {
    if (peer != null) {
      for (Pair pair : pairs) {
        if (pair.peers.matches(peer)) {
          return pair.rule;
        }
      }
    }
    return general;
  }

  boolean accessLog() {
    return accessLog;
  }

  /** What holds for some peers. */
  record Pair(TextSet peers, TraceRule rule) {}
}
