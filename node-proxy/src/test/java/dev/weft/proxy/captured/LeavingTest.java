package dev.weft.proxy.captured;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeavingTest {
  private final Leaving leaving = new Leaving();

  @Test
  void isOver_oneHasLeft_onlyAtTheSecondLook() {
    leaving.begin();

    assertThat(leaving.isNone()).isFalse();
    assertThat(leaving.isOver()).as("a look right behind it").isFalse();
    assertThat(leaving.isOver()).isTrue();
  }

  @Test
  void isOver_rulesWereChangedMeanwhile_never() {
    leaving.begin();
    leaving.end();

    assertThat(leaving.isNone()).isTrue();
    assertThat(leaving.isOver()).isFalse();
  }

  @Test
  void begin_another_startsTheTimeAnew() {
    leaving.begin();
    assertThat(leaving.isOver()).isFalse();
    leaving.begin();

    assertThat(leaving.isOver()).isFalse();
    assertThat(leaving.isOver()).isTrue();
  }
}
