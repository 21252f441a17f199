package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new SplittableRandom(1));

  @Test
  void next_again_doublesUpToTheBoundWithinTheJitter() {
    for (int bound : new int[] {100, 200, 400, 800, 1000, 1000, 1000}) {
      assertThat(backoff.next().toMillis()).isBetween(bound / 2L, (long) bound);
    }
  }

  @Test
  void reset_startsAgain() {
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.next()).isPositive();
    }
    backoff.reset();

    assertThat(backoff.next().toMillis()).isBetween(50L, 100L);
  }
}
