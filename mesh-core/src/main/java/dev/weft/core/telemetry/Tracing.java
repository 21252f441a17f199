package dev.weft.core.telemetry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one entry of a Telemetry says of traces (Istio Tracing). What is left open is taken from a
 * wider Telemetry.
 *
 * @param mode for which requests it holds
 * @param disableSpanReporting whether spans are kept back; contexts are passed on all the same
 * @param randomSamplingPercentage how many of the traces that begin here are recorded, 0 to 100
 * @param customTags further attributes of spans, by name; a set of them replaces the wider one
 */
public record Tracing(
    WorkloadMode mode,
    Optional<Boolean> disableSpanReporting,
    OptionalDouble randomSamplingPercentage,
    Optional<Map<String, CustomTag>> customTags) {
  public Tracing {
    customTags = customTags.map(it -> Collections.unmodifiableMap(new LinkedHashMap<>(it)));
  }
}
