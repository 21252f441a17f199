package dev.weft.benchmarks.figures;

import java.util.List;

/** Figures as Markdown. */
public final class Tables {
  private Tables() {}

  /** A line for each variant: the median of every metric, with its least and greatest value. */
  public static String values(Figures figures) {
    StringBuilder table = new StringBuilder("| variant |");
    List<Metric> metrics = figures.metrics();
    metrics.forEach(metric -> table.append(' ').append(metric.title()).append(" |"));
    table.append("\n|---|").append("---:|".repeat(metrics.size())).append('\n');
    for (Variant variant : figures.variants()) {
      table.append("| ").append(variant.title()).append(" |");
      for (Metric metric : metrics) {
        Series series = figures.series(variant, metric);
        table.append(' ').append(series.text(metric.decimals())).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  /** A line for each aim and metric: the ratio of performance, pair by pair, and the verdict. */
  public static String aims(Figures figures) {
    StringBuilder table = new StringBuilder("| aim | by | ratio | met |\n|---|---|---:|---|\n");
    for (Aim aim : Aim.ALL) {
      if (!figures.variants().containsAll(List.of(aim.variant(), aim.base()))) {
        continue;
      }
      for (Metric metric : figures.metrics()) {
        if (!metric.isOfBothSides()) {
          continue;
        }
        table
            .append("| ")
            .append(aim.name())
            .append(" | ")
            .append(metric.title())
            .append(" | ")
            .append(aim.ratios(figures, metric).text(3))
            .append(aim.isMet(figures, metric) ? " | yes |\n" : " | **no** |\n");
      }
    }
    return table.toString();
  }

  /** A line for each allowance: the difference, round by round, and the verdict; may be empty. */
  public static String allowances(Figures figures) {
    StringBuilder table = new StringBuilder();
    for (Allowance allowance : Allowance.ALL) {
      if (!allowance.isIn(figures)) {
        continue;
      }
      if (table.isEmpty()) {
        table.append("| aim | more than plain | met |\n|---|---:|---|\n");
      }
      table
          .append("| ")
          .append(allowance.name())
          .append(" | ")
          .append(allowance.differences(figures).text(allowance.metric().decimals()))
          .append(allowance.isMet(figures) ? " | yes |\n" : " | **no** |\n");
    }
    return table.toString();
  }
}
