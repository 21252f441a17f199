package dev.weft.agent.http.vertx;

import io.vertx.core.Future;
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

  /** The same in Vert.x 4. */
  static final class OptionsOnce {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) RequestOptions options, @Advice.Return @Nullable Future<?> request) {
      VertxConnects.askedOnce(request, options);
    }
  }

  /** {@code request} by method, port, host and target in Vert.x 4. */
  static final class Parts {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Object method,
        @Advice.Argument(1) int port,
        @Advice.Argument(2) String host,
        @Advice.Argument(3) String target,
        @Advice.Return @Nullable Future<?> request) {
      VertxConnects.askedOnce(request, method, port, host, target);
    }
  }
}
