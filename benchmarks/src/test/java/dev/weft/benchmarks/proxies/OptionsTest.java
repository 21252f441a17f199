package dev.weft.benchmarks.proxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void parse_nothing_comparesEverythingButOtherBuilds() {
    Options options = Options.parse(List.of());
    assertThat(options.layers()).containsExactly(Layer.L4, Layer.L7);
    assertThat(options.sides())
        .containsExactly(Side.PLAIN, Side.WEFT, Side.HAPROXY, Side.NGINX, Side.AGENT);
    assertThat(options.before()).isNull();
  }

  @Test
  void parse_severalArguments_changesThese() {
    Options options =
        Options.parse(List.of("layers=l7", "idle=0", "jvm=-Xmx1g -Xms1g", "before=/old.jar"));
    assertThat(options.layers()).containsExactly(Layer.L7);
    assertThat(options.idle()).isZero();
    assertThat(options.jvm()).containsExactly("-Xmx1g", "-Xms1g");
    assertThat(options.before()).isEqualTo(Path.of("/old.jar"));
    assertThat(options.sides()).contains(Side.BEFORE);
  }

  @Test
  void parse_unknownName_isRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> Options.parse(List.of("round=3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("argument: round=3 (expected: " + Options.USAGE + ")");
  }

  @Test
  void parse_tooSmallANumber_isRefused() {
    assertThatThrownBy(() -> Options.parse(List.of("rounds=0")))
        .hasMessage("rounds: 0 (expected: a number of at least 1)");
  }

  @Test
  void parse_unknownSide_isRefused() {
    assertThatThrownBy(() -> Options.parse(List.of("sides=apache")))
        .hasMessageStartingWith("sides: apache (expected: ");
  }
}
