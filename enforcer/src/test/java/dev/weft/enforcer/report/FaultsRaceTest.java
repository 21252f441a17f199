package dev.weft.enforcer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.enforcer.Race;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two threads that tell of a fault at the same moment. */
class FaultsRaceTest {
  private static final int ROUNDS = 1_000;

  @Test
  void fault_ofOnePlaceMetByTwo_isCountedTwiceAndLoggedOnce() throws Exception {
    assertThat(Race.outcomes(ROUNDS, TwoFaults::new)).containsOnlyKeys("2 counted, 1 lines");
  }

  private static final class TwoFaults implements Race.Contest {
    private final List<String> lines = new ArrayList<>();
    private final Faults faults =
        new Faults(new EventLog(lines::add, LogLevel.INFO, InstantSource.system()));
    private final Exception fault = new IllegalStateException("broken");

    @Override
    public void first() {
      faults.caught("place", fault);
    }

    @Override
    public void second() {
      faults.caught("place", fault);
    }

    @Override
    public String outcome() {
      return faults.counts().get("place") + " counted, " + lines.size() + " lines";
    }
  }
}
