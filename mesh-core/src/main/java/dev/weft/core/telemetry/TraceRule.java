package dev.weft.core.telemetry;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What holds for the spans of one direction and peer, after precedence. Immutable.
 *
 * @param reported whether spans are reported at all; contexts are passed on in either case
 * @param percentage how many of the traces that begin here are recorded, 0 to 100; empty where no
 *     resource says so
 * @param customTags further attributes, by name
 */
public record TraceRule(
    boolean reported, OptionalDouble percentage, Map<String, CustomTag> customTags) {
  /** What holds where no resource says anything. */
  public static final TraceRule DEFAULT = new TraceRule(true, OptionalDouble.empty(), Map.of());

  public TraceRule {
    customTags = Map.copyOf(customTags);
  }

  /** This rule with another percentage. */
  TraceRule sampling(double other) {
    return new TraceRule(reported, OptionalDouble.of(other), customTags);
  }

  /** This rule with what {@code narrower} says in its place. */
  TraceRule with(Tracing narrower) {
    return new TraceRule(
        narrower.disableSpanReporting().map(disabled -> !disabled).orElse(reported),
        narrower.randomSamplingPercentage().isPresent()
            ? narrower.randomSamplingPercentage()
            : percentage,
        narrower.customTags().orElse(customTags));
  }
}
