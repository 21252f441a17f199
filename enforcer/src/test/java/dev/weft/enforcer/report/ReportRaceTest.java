package dev.weft.enforcer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.enforcer.Race;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two threads that tell the log, or of a fault, at the same moment. */
class ReportRaceTest {
  private static final int ROUNDS = 1_000;

  /** One finds the other writing, and leaves its line to it: which must not have gone by then. */
  @Test
  void log_byTwo_hasBothLines() throws Exception {
    assertThat(Race.outcomes(ROUNDS, TwoLines::new)).containsOnlyKeys("2 lines");
  }

  @Test
  void fault_ofOnePlaceMetByTwo_isCountedTwiceAndLoggedOnce() throws Exception {
    assertThat(Race.outcomes(ROUNDS, TwoFaults::new)).containsOnlyKeys("2 counted, 1 lines");
  }

  private static EventLog logTo(List<String> lines) {
    return new EventLog(lines::add, LogLevel.INFO, InstantSource.system());
  }

  private static final class TwoLines implements Race.Contest {
    private final List<String> lines = new ArrayList<>();
    private final EventLog log = logTo(lines);

    @Override
    public void first() {
      log.info("one");
    }

    @Override
    public void second() {
      log.info("other");
    }

    @Override
    public String outcome() {
      return lines.size() + " lines";
    }
  }

  private static final class TwoFaults implements Race.Contest {
    private final List<String> lines = new ArrayList<>();
    private final Faults faults = new Faults(logTo(lines));
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
