package dev.weft.agent.jdk;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.Collection;
import java.util.concurrent.ForkJoinTask;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code ForkJoinTask} and {@code ForkJoinPool}. A thread that waits for a task helps with others
 * meanwhile, so every way to hand one over is looked at: what was handed over without a context
 * must run without one.
 */
final class ForkJoinAdvice {
  private ForkJoinAdvice() {}

  /** {@code doExec}, through which every task is run. */
  static final class Execute {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.This Object task) {
      return TaskContexts.startingAmidst(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }

  /** {@code fork}, {@code invoke}, {@code quietlyInvoke}. */
  static final class Given {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object task) {
      TaskContexts.made(task);
    }
  }

  /** {@code invokeAll} of two, the second of which is forked. */
  static final class InvokeTwo {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) @Nullable ForkJoinTask<?> first) {
      TaskContexts.made(first);
    }
  }

  /** {@code invokeAll} of an array. */
  static final class InvokeArray {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) ForkJoinTask<?> @Nullable [] tasks) {
      TaskContexts.madeAll(tasks);
    }
  }

  /** {@code invokeAll} of a collection. */
  static final class InvokeCollection {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) @Nullable Collection<?> tasks) {
      TaskContexts.madeAll(tasks);
    }
  }

  /** {@code externalSubmit} of a pool. */
  static final class Submit {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) @Nullable ForkJoinTask<?> task) {
      TaskContexts.made(task);
    }
  }

  /** {@code poolSubmit} of a pool, in newer JDKs. */
  static final class SubmitSignalling {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(1) @Nullable ForkJoinTask<?> task) {
      TaskContexts.made(task);
    }
  }

  /** The constructor of a task for later, in newer JDKs. */
  static final class Delayed {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object task, @Advice.Argument(1) long nextDelay) {
      if (nextDelay == 0) {
        TaskContexts.made(task);
      }
    }
  }
}
