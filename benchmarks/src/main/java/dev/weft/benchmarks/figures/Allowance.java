package dev.weft.benchmarks.figures;

import java.util.List;

/**
 * How much more of something a variant may take than another one.
 *
 * @param name what is aimed at
 * @param variant the variant
 * @param base what it is compared to
 * @param metric what is taken
 * @param most how much more at the most, in the metric's unit
 */
public record Allowance(String name, Variant variant, Variant base, Metric metric, double most) {
  private static final double IDLE_KILOBYTES = 8;
  private static final double RESIDENT_MEGABYTES = 20;

  /** The allowances of the project that this benchmark can judge. */
  public static final List<Allowance> ALL =
      List.of(
          idle("client", Metric.IDLE_CLIENT),
          idle("server", Metric.IDLE_SERVER),
          resident("client", Metric.RESIDENT_CLIENT),
          resident("server", Metric.RESIDENT_SERVER));

  private static Allowance idle(String end, Metric metric) {
    String name = "an idle connection, " + end + ": at most 8 KB more than plain";
    return new Allowance(name, Variant.MESHED, Variant.PLAIN, metric, IDLE_KILOBYTES);
  }

  private static Allowance resident(String end, Metric metric) {
    String name = "resident memory, " + end + ": at most 20 MB more than plain";
    return new Allowance(name, Variant.MESHED, Variant.PLAIN, metric, RESIDENT_MEGABYTES);
  }

  /** How much more was taken, round by round. */
  public Series differences(Figures figures) {
    return figures.series(variant, metric).minus(figures.series(base, metric));
  }

  /** Whether the median of the rounds is little enough. */
  public boolean isMet(Figures figures) {
    return differences(figures).median() <= most;
  }

  /** Whether {@code figures} have what is compared. */
  boolean isIn(Figures figures) {
    return figures.metrics().contains(metric)
        && figures.variants().containsAll(List.of(variant, base));
  }
}
