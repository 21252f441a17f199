package dev.weft.enforcer.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.enforcer.Race;
import org.junit.jupiter.api.Test;

/** Two requests that end at the same moment, where there is room for one more series. */
class RequestDurationsRaceTest {
  private static final int ROUNDS = 1_000;

  @Test
  void record_oneSeries_isCountedThereTwice() throws Exception {
    assertThat(Race.outcomes(ROUNDS, () -> new TwoRequests(200, 200)))
        .containsOnlyKeys("1 series, 2 counted, 0 beyond");
  }

  @Test
  void record_twoSeries_oneIsBeyond() throws Exception {
    assertThat(Race.outcomes(ROUNDS, () -> new TwoRequests(200, 404)))
        .containsOnlyKeys("2 series, 2 counted, 1 beyond");
  }

  private static final class TwoRequests implements Race.Contest {
    private final RequestDurations durations = new RequestDurations(1);
    private final int one;
    private final int other;

    TwoRequests(int one, int other) {
      this.one = one;
      this.other = other;
    }

    @Override
    public void first() {
      record(one);
    }

    @Override
    public void second() {
      record(other);
    }

    private void record(int status) {
      durations.record(SpanKind.SERVER, "GET", status, null, null, Verdict.ALLOWED, 1);
    }

    @Override
    public String outcome() {
      long counted = 0;
      long beyond = 0;
      for (var each : durations.series().entrySet()) {
        long count = each.getValue().snapshot().count();
        counted += count;
        beyond += each.getKey().isOverflow() ? count : 0;
      }
      return durations.series().size() + " series, " + counted + " counted, " + beyond + " beyond";
    }
  }
}
