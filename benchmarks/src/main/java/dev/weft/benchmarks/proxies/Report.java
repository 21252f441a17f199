package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.figures.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results as Markdown: the median of every quantity with its least and greatest value. */
final class Report {
  private static final List<List<Quantity>> TABLES =
      List.of(
          List.of(
              Quantity.REQUESTS,
              Quantity.PROXY_CPU,
              Quantity.WHOLE_CPU,
              Quantity.P50,
              Quantity.P99),
          List.of(Quantity.BULK, Quantity.BULK_PROXY_CPU, Quantity.BULK_WHOLE_CPU),
          List.of(
              Quantity.CONNECTIONS, Quantity.CONNECTION_PROXY_CPU, Quantity.CONNECTION_WHOLE_CPU),
          List.of(Quantity.FEW_IDLE, Quantity.MANY_IDLE));

  private Report() {}

  /**
   * All tables of one layer.
   *
   * @param idle how many idle connections many are
   */
  static String of(Results results, int idle) {
    StringBuilder text = new StringBuilder();
    for (List<Quantity> quantities : TABLES) {
      text.append(table(results, quantities, idle));
    }
    for (Side side : Side.values()) {
      String failure = results.failure(side);
      if (failure != null) {
        text.append("Left out since it failed: ").append(side.title());
        text.append(" (").append(failure.lines().findFirst().orElse("")).append(").\n\n");
      }
    }
    StringBuilder aims = new StringBuilder();
    Aim.of(results).forEach(aim -> aims.append(aim.line()));
    if (!aims.isEmpty()) {
      text.append("| aim | by | ratio | met |\n|---|---|---:|---|\n").append(aims).append('\n');
    }
    return text.toString();
  }

  private static String table(Results results, List<Quantity> quantities, int idle) {
    StringBuilder rows = new StringBuilder();
    for (Side side : results.sides()) {
      List<String> cells =
          quantities.stream()
              .map(quantity -> cell(results.series(side, quantity), quantity))
              .toList();
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        rows.append("| ").append(side.title());
        cells.forEach(cell -> rows.append(" | ").append(cell));
        rows.append(" |\n");
      }
    }
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder head = new StringBuilder("| between client and server");
    quantities.forEach(quantity -> head.append(" | ").append(quantity.title(idle)));
    return head + " |\n|---|" + "---:|".repeat(quantities.size()) + "\n" + rows + "\n";
  }

  private static String cell(@Nullable Series series, Quantity quantity) {
    if (series == null || series.max() == 0) {
      return "";
    }
    return series.text(quantity.decimals());
  }
}
