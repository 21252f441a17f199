package dev.weft.agent.http.asynchttpclient;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.asynchttpclient.netty.NettyResponseFuture;
import org.jspecify.annotations.Nullable;

/** {@code NettyResponseFuture}, and methods that work for one. */
final class FutureAdvice {
  private FutureAdvice() {}

  /** The constructor: on the thread of the program that asks. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object future) {
      AskedRequests.asked(future);
    }
  }

  /** {@code sendNextRequest}. */
  static final class Next {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(1) Object future) {
      AskedRequests.again(future);
    }
  }

  /** {@code writeRequest}. */
  static final class Write {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.Argument(0) Object future) {
      return AskedRequests.writing(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }

  /** {@code abort}. */
  static final class Abort {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This NettyResponseFuture<?> future, @Advice.Argument(0) Throwable why) {
      AskedRequests.aborted(future, why);
    }
  }

  /** Methods that are given the future first. */
  static final class First {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.Argument(0) Object future) {
      return AskedRequests.working(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Methods that are given the future second. */
  static final class Second {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.Argument(1) Object future) {
      return AskedRequests.working(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}
