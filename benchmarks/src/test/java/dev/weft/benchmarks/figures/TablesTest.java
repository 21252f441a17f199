package dev.weft.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TablesTest {
  private final Figures figures = new Figures();

  @BeforeEach
  void measureTwoRounds() {
    for (double factor : new double[] {1, 2}) {
      figures.add(Variant.PLAIN, round(1000 * factor, 10));
      figures.add(Variant.UNMESHED, round(980 * factor, 10));
      figures.add(Variant.MESHED, round(500 * factor, 20));
      figures.add(Variant.MESHED_JDK, round(500 * factor, 20));
      figures.add(Variant.JSSE, round(500 * factor, 15));
    }
  }

  private static Map<Metric, Double> round(double requests, double cpu) {
    return Map.of(Metric.REQUESTS, requests, Metric.REQUEST_CPU, cpu);
  }

  @Test
  void values_severalRounds_showMedianAndRange() {
    assertThat(Tables.values(figures))
        .contains("| variant | requests/s | CPU µs/request |")
        .contains("| plain | 1,500 (1,000–2,000) | 10.0 (10.0–10.0) |");
  }

  @Test
  void aims_missed_areToldAsMissed() {
    assertThat(Tables.aims(figures))
        .contains("| not meshed within 1 % of plain | requests/s | 0.980 (0.980–0.980) | **no** |")
        .contains(
            "| mTLS by the JDK at least as good as TLS by hand | CPU µs/request"
                + " | 0.750 (0.750–0.750) | **no** |");
  }

  @Test
  void aims_met_areToldAsMet() {
    assertThat(Tables.aims(figures))
        .contains(
            "| mTLS by the JDK at least as good as TLS by hand | requests/s"
                + " | 1.000 (1.000–1.000) | yes |");
  }

  @Test
  void aims_oneSideOnly_areNotJudged() {
    figures.add(Variant.PLAIN, Map.of(Metric.REQUEST_CPU_CLIENT, 1.0));
    assertThat(Tables.aims(figures)).doesNotContain("| client |");
  }

  @Test
  void allowances_oneMetAndOneNot_areToldApart() {
    addIdle(Variant.PLAIN, 1, 1);
    addIdle(Variant.MESHED, 9, 9.5);
    assertThat(Tables.allowances(figures))
        .contains(
            "an idle connection, client: at most 8 KB more than plain | 8.00 (8.00–8.00) | yes |")
        .contains("server: at most 8 KB more than plain | 8.50 (8.50–8.50) | **no** |");
  }

  @Test
  void allowances_nothingOfTheKindMeasured_areNone() {
    assertThat(Tables.allowances(figures)).isEmpty();
  }

  private void addIdle(Variant variant, double client, double server) {
    figures.add(variant, Map.of(Metric.IDLE_CLIENT, client, Metric.IDLE_SERVER, server));
  }
}
