package dev.weft.agent.http.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.RequestOptions;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code HttpClientImpl}. */
final class ClientAdvice {
  private ClientAdvice() {}

  /** {@code request} by options, in Vert.x 5, where all others come by there. */
  static final class Options {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) RequestOptions options, @Advice.Return @Nullable Future<?> request) {
      VertxConnects.asked(request, options);
    }
  }

  /** {@code doRequest} in Vert.x 4, {@code request} in 4.0, by options and a promise. */
  static final class OptionsAndPromise {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) RequestOptions options, @Advice.Argument(1) Promise<?> request) {
      VertxConnects.asked(request.future(), options);
    }
  }

  /** {@code request} by method, port, host, target and a promise in Vert.x 4.0. */
  static final class PartsAndPromise {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Object method,
        @Advice.Argument(1) int port,
        @Advice.Argument(2) String host,
        @Advice.Argument(3) String target,
        @Advice.Argument(4) Promise<?> request) {
      VertxConnects.asked(request.future(), method, port, host, target);
    }
  }
}
