package dev.weft.benchmarks.figures;

import java.util.List;

/**
 * How well a variant has to do beside another one.
 *
 * @param name what is aimed at
 * @param variant the variant
 * @param base what it is compared to
 * @param least the least ratio of performance, 1 for as good as {@code base}
 */
public record Aim(String name, Variant variant, Variant base, double least) {
  /** The aims of the project that this benchmark can judge. */
  public static final List<Aim> ALL =
      List.of(
          new Aim("not meshed within 1 % of plain", Variant.UNMESHED, Variant.PLAIN, 0.99),
          new Aim("mTLS at least 1/0.75 of TLS by hand", Variant.MESHED, Variant.JSSE, 1 / 0.75),
          new Aim(
              "mTLS by the JDK at least as good as TLS by hand",
              Variant.MESHED_JDK,
              Variant.JSSE,
              1),
          new Aim(
              "full handshakes, mTLS at least 3 times TLS by hand",
              Variant.MESHED,
              Variant.JSSE_FULL,
              3),
          new Aim(
              "full handshakes, mTLS by the JDK at least as good as TLS by hand",
              Variant.MESHED_JDK,
              Variant.JSSE_FULL,
              1),
          new Aim(
              "policies for requests at least 0.97 of none", Variant.JUDGED, Variant.MESHED, 0.97),
          new Aim(
              "traces of 1 % cheaper than OpenTelemetry's agent",
              Variant.UNMESHED_1, Variant.OTEL_1, 1),
          new Aim(
              "traces of 100 % cheaper than OpenTelemetry's agent",
              Variant.UNMESHED_100, Variant.OTEL_100, 1));

  /** Performance in comparison to {@code base}, pair by pair; more is better for every metric. */
  public Series ratios(Figures figures, Metric metric) {
    Series own = figures.series(variant, metric);
    Series other = figures.series(base, metric);
    return metric.moreIsBetter() ? own.dividedBy(other) : other.dividedBy(own);
  }

  /** Whether the median of the pairs is good enough. */
  public boolean isMet(Figures figures, Metric metric) {
    return ratios(figures, metric).median() >= least;
  }
}
