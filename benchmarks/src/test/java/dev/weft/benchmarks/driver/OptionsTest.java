package dev.weft.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void parse_nothing_isTheDefault() {
    assertThat(Options.parse(List.of())).isEqualTo(Options.DEFAULT);
  }

  @Test
  void parse_severalArguments_changesThese() {
    Options options = Options.parse(List.of("jdks=25", "loads=bulk", "rounds=3", "window=100"));
    assertThat(options.jdks()).containsExactly(25);
    assertThat(options.loads()).containsExactly(Load.BULK);
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(options.window()).isEqualTo(Duration.ofMillis(100));
    assertThat(options.paced()).isEqualTo(Options.DEFAULT.paced());
  }

  @Test
  void parse_unknownName_isRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> Options.parse(List.of("round=3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("argument: round=3 (expected: " + Options.USAGE + ")");
  }

  @Test
  void parse_notANumber_isRefused() {
    assertThatThrownBy(() -> Options.parse(List.of("rounds=0")))
        .hasMessage("value: 0 (expected: a number above 0)");
  }

  @Test
  void parse_unknownLoad_isRefused() {
    assertThatThrownBy(() -> Options.parse(List.of("loads=disk")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("load: disk (expected: ");
  }
}
