package dev.weft.benchmarks.figures;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All values of one load on one JDK. Not thread-safe. */
public final class Figures {
  private final Map<Variant, Map<Metric, List<Double>>> values = new EnumMap<>(Variant.class);

  /** Adds what one round gave for one variant. */
  public void add(Variant variant, Map<Metric, Double> round) {
    Map<Metric, List<Double>> of =
        values.computeIfAbsent(variant, it -> new EnumMap<>(Metric.class));
    round.forEach(
        (metric, value) -> of.computeIfAbsent(metric, it -> new ArrayList<>()).add(value));
  }

  /**
   * The values of one metric.
   *
   * @throws IllegalArgumentException when there are none
   */
  public Series series(Variant variant, Metric metric) {
    return new Series(values.getOrDefault(variant, Map.of()).getOrDefault(metric, List.of()));
  }

  /** What was measured, in the order of {@link Metric}. */
  public List<Metric> metrics() {
    return values.values().stream()
        .flatMap(of -> of.keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The variants that were run, in the order of {@link Variant}. */
  public List<Variant> variants() {
    return List.copyOf(values.keySet());
  }
}
