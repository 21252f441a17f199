package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.figures.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All values of one layer. Not thread-safe. */
final class Results {
  private final Map<Side, Map<Quantity, List<Double>>> values = new EnumMap<>(Side.class);
  private final Map<Side, String> failures = new EnumMap<>(Side.class);

  /** Adds what one round gave for one side. */
  void add(Side side, Map<Quantity, Double> round) {
    Map<Quantity, List<Double>> of =
        values.computeIfAbsent(side, it -> new EnumMap<>(Quantity.class));
    round.forEach(
        (quantity, value) -> of.computeIfAbsent(quantity, it -> new ArrayList<>()).add(value));
  }

  /** Takes {@code side} out, since it failed. */
  void fail(Side side, String why) {
    values.remove(side);
    failures.put(side, why);
  }

  /** Why {@code side} was taken out; null when it was not. */
  @Nullable String failure(Side side) {
    return failures.get(side);
  }

  /** The sides that were measured, in the order of {@link Side}. */
  List<Side> sides() {
    return List.copyOf(values.keySet());
  }

  /** What was measured of one of them; null for nothing. */
  @Nullable Series series(Side side, Quantity quantity) {
    List<Double> of = values.getOrDefault(side, Map.of()).getOrDefault(quantity, List.of());
    return of.isEmpty() ? null : new Series(of);
  }
}
