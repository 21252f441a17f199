package dev.weft.enforcer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.enforcer.report.Unprotected.Gap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnprotectedTest {
  private final AtomicInteger told = new AtomicInteger();
  private final Unprotected unprotected = new Unprotected(EventLog.to(null, LogLevel.INFO));

  @Test
  void change_anotherReason_takesThePlaceOfTheFormer() {
    unprotected.onAdded(told::incrementAndGet);
    unprotected.add("port", "foreign");
    unprotected.change("connections", "2 open");
    unprotected.change("connections", "1 open");
    assertThat(unprotected.snapshot())
        .containsExactly(new Gap("port", "foreign"), new Gap("connections", "1 open"));
    assertThat(told).hasValue(3);
  }

  @Test
  void change_noReason_isProtectedAndTold() {
    unprotected.add("connections", "1 open");
    unprotected.onAdded(told::incrementAndGet);
    unprotected.change("connections", null);
    assertThat(unprotected.snapshot()).isEmpty();
    assertThat(told).hasValue(1);
  }
}
