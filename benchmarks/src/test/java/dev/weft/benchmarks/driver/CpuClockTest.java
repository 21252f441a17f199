package dev.weft.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuClockTest {
  @Test
  void since_threadsGoOnBeginAndEnd_countsThoseThatAreThere() {
    CpuClock before = new CpuClock(Map.of("1", 100L, "2", 50L));
    CpuClock after = new CpuClock(Map.of("1", 130L, "3", 7L));
    assertThat(after.since(before)).isEqualTo(37);
  }
}
