package dev.weft.it.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NeededEngineTest {
  @Test
  void judge_engineAnswers_testsRun() {
    assertThat(new NeededEngine("Linux", () -> true, true).judge().isDisabled()).isFalse();
  }

  @Test
  void judge_noEngine_testsAreSkippedAndSayWhy() {
    assertThat(new NeededEngine("Linux", () -> false, false).judge())
        .satisfies(
            result -> {
              assertThat(result.isDisabled()).isTrue();
              assertThat(result.getReason())
                  .hasValueSatisfying(it -> assertThat(it).contains("Docker engine: none answers"));
            });
  }

  @Test
  void judge_otherSystem_testsAreSkippedAndNoEngineIsLookedFor() {
    NeededEngine engine =
        new NeededEngine(
            "Plan 9",
            () -> {
              throw new AssertionError("looked for");
            },
            false);

    assertThat(engine.judge().isDisabled()).isTrue();
  }

  @Test
  void judge_noEngineThoughRequired_fails() {
    assertThatThrownBy(() -> new NeededEngine("Linux", () -> false, true).judge())
        .hasMessageContaining("Docker engine: none answers");
  }
}
