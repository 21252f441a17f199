package dev.weft.server.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private int comparisons;
  private boolean broken;
  private final CatchUp catchUp = new CatchUp(this::compare);

  private void compare() {
    comparisons++;
    if (broken) {
      throw new IllegalStateException("no answer");
    }
  }

  @Test
  void request_many_shareOneComparisonThatBeganAfterThem() {
    CompletableFuture<Void> first = catchUp.request(tasks::add);
    CompletableFuture<Void> second = catchUp.request(tasks::add);
    CompletableFuture<Void> third = catchUp.request(tasks::add);

    assertThat(tasks).hasSize(1);
    tasks.remove().run();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    tasks.remove().run();

    assertThat(second).isCompleted();
    assertThat(third).isCompleted();
    assertThat(comparisons).isEqualTo(2);
    assertThat(tasks).isEmpty();
  }

  @Test
  void request_thatEndsAtOnce_isOneOfManyToCome() {
    assertThat(catchUp.request(Runnable::run)).isCompleted();
    assertThat(catchUp.request(Runnable::run)).isCompleted();

    assertThat(comparisons).isEqualTo(2);
  }

  @Test
  void request_afterAFailure_comparesAgain() {
    broken = true;
    CompletableFuture<Void> failed = catchUp.request(tasks::add);
    tasks.remove().run();
    assertThatThrownBy(failed::join).hasMessageContaining("no answer");
    broken = false;

    CompletableFuture<Void> next = catchUp.request(tasks::add);
    tasks.remove().run();

    assertThat(next).isCompleted();
  }
}
