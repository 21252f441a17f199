package dev.weft.agent.http.reactornetty;

import io.netty.handler.codec.http.HttpHeaders;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/** {@code HttpClientConnect.HttpClientHandler}. */
final class HandlerAdvice {
  private HandlerAdvice() {}

  /** The constructor: on the thread that subscribes. */
  static final class Made {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object handler) {
      ReactorRequests.subscribed(handler);
    }
  }

  /** {@code requestWithBody}: a connection is there, on its event loop. */
  static final class Send {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object handler, @Advice.Argument(0) Connection request) {
      ReactorRequests.sending(handler, request);
    }
  }

  /** {@code redirect}. */
  static final class Redirect {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object handler) {
      ReactorRequests.redirected(handler);
    }
  }

  /** {@code test}: whether to try once more after a failure. */
  static final class Failed {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object handler,
        @Advice.FieldValue("method") @Nullable Object method,
        @Advice.FieldValue("toURI") @Nullable Object target,
        @Advice.FieldValue("defaultHeaders") HttpHeaders headers,
        @Advice.Argument(0) Throwable why) {
      ReactorRequests.failed(handler, method, target, headers, why);
    }
  }
}
