package dev.weft.enforcer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final List<String> lines = new ArrayList<>();
  private final EventLog log = new EventLog(lines::add, LogLevel.INFO, Clock.systemUTC());

  @Test
  void caught_samePlaceAgain_isCountedAndLoggedOnce() {
    Faults faults = new Faults(log);
    faults.caught("socket.read", new IllegalStateException("broken"));
    faults.caught("socket.read", new IllegalStateException("broken"));
    faults.caught("socket.write", new OutOfMemoryError());
    assertThat(faults.counts()).containsEntry("socket.read", 2L).containsEntry("socket.write", 1L);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .contains("where=socket.read type=java.lang.IllegalStateException message=broken")
        .contains("FaultsTest.caught_samePlaceAgain_isCountedAndLoggedOnce");
  }

  @Test
  void caught_endlessPlaces_areBounded() {
    Faults faults = new Faults(log);
    for (int i = 0; i < Faults.MAX_PLACES + 50; i++) {
      faults.caught("place." + i, new IllegalStateException());
    }
    assertThat(faults.counts()).hasSize(Faults.MAX_PLACES + 1).containsEntry(Faults.OTHERS, 50L);
  }

  @Test
  void caught_throwableThatThrows_throwsNothing() {
    Faults faults = new Faults(log);
    faults.caught(
        "place",
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }
        });
    assertThat(faults.counts()).containsEntry("place", 1L);
  }

  @Test
  void unprotected_sameTwiceAndEndless_isKeptOnceAndBounded() {
    Unprotected unprotected = new Unprotected(log);
    unprotected.add("port 80", "no hook");
    unprotected.add("port 80", "no hook");
    assertThat(unprotected.snapshot()).containsExactly(new Unprotected.Gap("port 80", "no hook"));
    assertThat(lines).hasSize(1);
    for (int i = 0; i < Unprotected.MAX + 9; i++) {
      unprotected.add("port " + (1000 + i), "no hook");
    }
    assertThat(unprotected.snapshot())
        .hasSize(Unprotected.MAX + 1)
        .last()
        .isEqualTo(new Unprotected.Gap("others", "10 more reports, see the agent's log"));
  }
}
