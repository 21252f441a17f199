package dev.weft.agent.jdk;

import dev.weft.bootstrap.trace.TaskContexts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Stages of {@code CompletableFuture}. */
final class StageAdvice {
  private StageAdvice() {}

  /**
   * The constructor. A stage with an executor runs under what its maker works under; one without
   * runs where the stage before it ends, or where it is made.
   */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(
        @Advice.This Object stage,
        @Advice.Argument(0) @Nullable Executor executor,
        @Advice.Argument(2) @Nullable CompletableFuture<?> before) {
      TaskContexts.staged(stage, executor != null, before);
    }
  }
}
