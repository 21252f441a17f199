package dev.weft.bootstrap.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskContextsTest {
  private static final TraceContext CONTEXT = new TraceContext(1, 2, 3, 1, "");

  private final Runnable task = new Nothing();

  private static final class Nothing implements Runnable {
    @Override
    public void run() {}
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(TraceScope.current()).isNull();
  }

  private static void inContext(Runnable work) {
    TraceScope scope = TraceScope.open(CONTEXT);
    try {
      work.run();
    } finally {
      scope.close();
    }
  }

  private static @Nullable TraceContext seenBy(Object task) {
    TraceScope scope = TaskContexts.starting(task);
    TraceContext seen = TraceScope.current();
    TaskContexts.ended(scope);
    return seen;
  }

  @Test
  void starting_submittedInContext_runsUnderItOnce() {
    inContext(() -> TaskContexts.submitted(task));
    assertThat(seenBy(task)).isEqualTo(CONTEXT);
    assertThat(seenBy(task)).isNull();
  }

  @Test
  void starting_submittedWithout_changesNothing() {
    TaskContexts.submitted(task);
    assertThat(TaskContexts.starting(task)).isNull();
    inContext(() -> assertThat(seenBy(task)).isEqualTo(CONTEXT));
  }

  @Test
  void startingAmidst_withoutContext_hidesWhatTheThreadWorksUnder() {
    inContext(
        () -> {
          TraceScope scope = TaskContexts.startingAmidst(task);
          assertThat(TraceScope.current()).isNull();
          TaskContexts.ended(scope);
          assertThat(TraceScope.current()).isEqualTo(CONTEXT);
        });
  }

  @Test
  void submitted_taskThatRunsOnce_keepsTheContextOfItsMaker() {
    FutureTask<?> future = new FutureTask<>(task, null);
    inContext(() -> TaskContexts.made(future));
    TaskContexts.submitted(future);
    assertThat(seenBy(future)).isEqualTo(CONTEXT);
  }

  @Test
  void rejected_anyTask_isForgotten() {
    inContext(() -> TaskContexts.submitted(task));
    TaskContexts.rejected(task);
    assertThat(seenBy(task)).isNull();
  }

  @Test
  void rejected_taskThatRunsOnce_keepsItsContext() {
    FutureTask<?> future = new FutureTask<>(task, null);
    inContext(() -> TaskContexts.made(future));
    TaskContexts.rejected(future);
    assertThat(seenBy(future)).isEqualTo(CONTEXT);
  }

  @Test
  void withdrawnAll_tasks_areForgotten() {
    inContext(() -> TaskContexts.submitted(task));
    TaskContexts.withdrawnAll(List.of(task));
    assertThat(seenBy(task)).isNull();
  }

  @Test
  void madeAll_arrayAndList_eachHasTheContext() {
    Object one = new Object();
    Object two = new Object();
    inContext(
        () -> {
          TaskContexts.madeAll(new Object[] {one});
          TaskContexts.madeAll(List.of(two));
        });
    assertThat(seenBy(one)).isEqualTo(CONTEXT);
    assertThat(seenBy(two)).isEqualTo(CONTEXT);
  }

  @Test
  void scheduled_againAndAgain_belongsToNobody() {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    try {
      RunnableScheduledFuture<?> periodic =
          (RunnableScheduledFuture<?>) pool.scheduleAtFixedRate(task, 1, 1, TimeUnit.DAYS);
      inContext(
          () -> {
            TaskContexts.made(periodic);
            TaskContexts.scheduled(periodic);
          });
      assertThat(seenBy(periodic)).isNull();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void staged_onlyWhatGoesToAnExecutor_keepsTheContext() {
    Object later = new Object();
    Object now = new Object();
    Object inPlace = new Object();
    inContext(
        () -> {
          TaskContexts.staged(later, true, new CompletableFuture<>());
          TaskContexts.staged(now, false, CompletableFuture.completedFuture(1));
          TaskContexts.staged(inPlace, false, new CompletableFuture<>());
        });
    assertThat(seenBy(later)).isEqualTo(CONTEXT);
    assertThat(seenBy(now)).isEqualTo(CONTEXT);
    assertThat(seenBy(inPlace)).isNull();
  }

  @Test
  void idle_openScopes_areClosed() {
    TraceScope forgotten = TraceScope.open(CONTEXT);
    TaskContexts.idle();
    assertThat(TraceScope.current()).isNull();
    forgotten.close();
  }
}
