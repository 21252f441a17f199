package dev.weft.benchmarks.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final Results results = new Results();

  private void measure(Side side, double proxies, double whole) {
    results.add(side, Map.of(Quantity.PROXY_CPU, proxies, Quantity.WHOLE_CPU, whole));
  }

  @Test
  void of_severalRounds_showsMedianAndRange() {
    measure(Side.HAPROXY, 20, 50);
    measure(Side.HAPROXY, 30, 60);

    assertThat(Report.of(results, 0))
        .contains("| HAProxy, a pair |  | 25.0 (20.0–30.0) | 55.0 (50.0–60.0) |  |  |");
  }

  @Test
  void of_weftBesideHaproxy_judgesItsCpu() {
    measure(Side.WEFT, 40, 70);
    measure(Side.HAPROXY, 20, 50);

    assertThat(Report.of(results, 0))
        .contains(
            "| Weft at most 1.3 of HAProxy | CPU µs/request, the proxies |"
                + " 2.00 (2.00–2.00) | **no** |");
  }

  @Test
  void of_agentsBesideProxies_judgesWhatEachAddsToPlaintext() {
    measure(Side.PLAIN, 0, 30);
    measure(Side.HAPROXY, 20, 60);
    measure(Side.AGENT, 0, 42);

    assertThat(Report.of(results, 0))
        .contains(
            "| agents less than half of: HAProxy, a pair | CPU µs/request beyond plaintext |"
                + " 0.40 (0.40–0.40) | yes |");
  }

  @Test
  void of_memory_namesTheNumberOfConnections() {
    results.add(Side.NGINX, Map.of(Quantity.FEW_IDLE, 10.0, Quantity.MANY_IDLE, 200.0));

    assertThat(Report.of(results, 9850))
        .contains("PSS in MB, 100 idle connections | PSS in MB, 9,850 idle connections |");
  }

  @Test
  void of_aSideThatFailed_tellsWhyAndShowsNoFiguresOfIt() {
    measure(Side.HAPROXY, 20, 50);
    results.fail(Side.HAPROXY, "port 1: nobody accepts");

    assertThat(Report.of(results, 0))
        .isEqualTo("Left out since it failed: HAProxy, a pair (port 1: nobody accepts).\n\n");
  }

  @Test
  void of_nothing_isEmpty() {
    assertThat(Report.of(results, 0)).isEmpty();
  }
}
