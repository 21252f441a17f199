package dev.weft.agent.jdk;

import dev.weft.bootstrap.trace.TaskContexts;
import java.util.List;
import java.util.concurrent.RunnableScheduledFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code ThreadPoolExecutor} and what extends it. A task's context waits beside the queue, and a
 * worker takes it with the task; between two tasks a worker has none.
 */
final class PoolAdvice {
  private PoolAdvice() {}

  /** {@code execute}, which every other way to hand over a task calls. */
  static final class Execute {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) @Nullable Runnable task) {
      TaskContexts.submitted(task);
    }
  }

  /** {@code getTask}: a worker has nothing to do until it returns. */
  static final class GetTask {
    @Advice.OnMethodEnter
    static void enter() {
      TaskContexts.idle();
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Return @Nullable Runnable task) {
      TaskContexts.taken(task);
    }
  }

  /** {@code Worker.run}: the life of a worker, which may begin with a task. */
  static final class Work {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("firstTask") @Nullable Runnable task) {
      TaskContexts.taken(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit() {
      TaskContexts.idle();
    }
  }

  /** {@code remove}. */
  static final class Remove {
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) @Nullable Runnable task, @Advice.Return boolean removed) {
      if (removed) {
        TaskContexts.withdrawn(task);
      }
    }
  }

  /** {@code reject}, before the program's handler is called. */
  static final class Reject {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) @Nullable Runnable task) {
      TaskContexts.rejected(task);
    }
  }

  /** {@code drainQueue}: the tasks go back to the program. */
  static final class Drain {
    @Advice.OnMethodExit
    static void exit(@Advice.Return @Nullable List<Runnable> tasks) {
      TaskContexts.withdrawnAll(tasks);
    }
  }

  /** {@code ScheduledThreadPoolExecutor.delayedExecute}. */
  static final class Schedule {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) @Nullable RunnableScheduledFuture<?> task) {
      TaskContexts.scheduled(task);
    }
  }
}
