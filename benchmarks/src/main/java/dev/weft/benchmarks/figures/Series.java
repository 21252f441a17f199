package dev.weft.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

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

  /** The median with the least and the greatest value, for people. */
  public String text(int decimals) {
    return number(median(), decimals)
        + " ("
        + number(min(), decimals)
        + "–"
        + number(max(), decimals)
        + ")";
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /**
   * Value by value, this series without {@code base}.
   *
   * @throws IllegalArgumentException when the series differ in length
   */
  public Series minus(Series base) {
    return with(base, (own, other) -> own - other);
  }

  /**
   * Value by value, this series divided by {@code base}: pairs were measured in the same round, so
   * what changes slowly on the machine falls out.
   *
   * @throws IllegalArgumentException when the series differ in length
   */
  public Series dividedBy(Series base) {
    return with(base, (own, other) -> own / other);
  }

  private Series with(Series base, DoubleBinaryOperator operator) {
    if (base.values.size() != values.size()) {
      throw new IllegalArgumentException(
          "values: " + values.size() + " (expected: " + base.values.size() + ")");
    }
    List<Double> results = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      results.add(operator.applyAsDouble(values.get(i), base.values.get(i)));
    }
    return new Series(results);
  }
}
