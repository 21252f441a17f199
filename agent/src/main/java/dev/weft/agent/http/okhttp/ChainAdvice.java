package dev.weft.agent.http.okhttp;

import net.bytebuddy.asm.Advice;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The last of the chain of interceptors. */
final class ChainAdvice {
  private ChainAdvice() {}

  /**
   * {@code ConnectInterceptor.intercept}: one attempt, and all that comes after it in the chain.
   */
  static final class Connect {
    @Advice.OnMethodEnter
    static OkHttpAttempt enter() {
      return OkHttpAttempts.connecting();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter OkHttpAttempt attempt,
        @Advice.Argument(0) Interceptor.Chain chain,
        @Advice.Thrown @Nullable Throwable failure) {
      OkHttpAttempts.over(attempt, chain, failure);
    }
  }

  /** {@code CallServerInterceptor.intercept}: from the request's head to the answer's. */
  static final class Send {
    @Advice.OnMethodEnter
    static OkHttpAttempt enter(@Advice.Argument(0) Interceptor.Chain chain) {
      return OkHttpAttempts.sending(chain);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter OkHttpAttempt attempt,
        @Advice.Return @Nullable Response response,
        @Advice.Thrown @Nullable Throwable failure) {
      OkHttpAttempts.answered(attempt, response, failure);
    }
  }

  /** {@code writeRequestHeaders}: what is written is not what the program is shown. */
  static final class Write {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) Request request) {
      request = OkHttpAttempts.writing(request);
    }
  }
}
