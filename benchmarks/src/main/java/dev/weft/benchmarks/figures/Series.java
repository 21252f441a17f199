package dev.weft.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of one quantity, in the order in which they were measured.
 *
 * @param values at least one
 */
public record Series(List<Double> values) {
  public Series {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values: none (expected: at least one)");
    }
    values = List.copyOf(values);
  }

  /** The middle value, or the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The least value. */
  public double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The greatest value. */
  public double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * Value by value, this series divided by {@code base}: pairs were measured in the same round, so
   * what changes slowly on the machine falls out.
   *
   * @throws IllegalArgumentException when the series differ in length
   */
  public Series dividedBy(Series base) {
    if (base.values.size() != values.size()) {
      throw new IllegalArgumentException(
          "values: " + values.size() + " (expected: " + base.values.size() + ")");
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / base.values.get(i));
    }
    return new Series(ratios);
  }
}
