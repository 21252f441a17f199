package dev.weft.agent.http.vertx;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.trace.TraceScope;
import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** What woven clients call. None of it throws. */
public final class VertxConnects {
  private VertxConnects() {}

  /** The program has asked for a request, which it gets when there is a connection. */
  public static void asked(@Nullable Future<?> request, @Nullable RequestOptions options) {
    try {
      if (request != null && options != null && !request.succeeded()) {
        boolean isTls = Boolean.TRUE.equals(options.isSsl());
        Integer port = options.getPort();
        var unused =
            request.onFailure(
                new VertxUnsent(
                    TraceScope.current(),
                    String.valueOf(options.getMethod()),
                    isTls ? "https" : "http",
                    options.getHost(),
                    port == null ? 0 : port,
                    options.getURI(),
                    options.getHeaders() == null ? null : options.getHeaders().get("traceparent")));
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.unsent", t);
    }
  }

  /** As {@link #asked}, in the clear. */
  public static void asked(
      @Nullable Future<?> request, Object method, int port, String host, String target) {
    try {
      if (request != null && !request.succeeded()) {
        var unused =
            request.onFailure(
                new VertxUnsent(
                    TraceScope.current(), method.toString(), "http", host, port, target, null));
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.unsent", t);
    }
  }
}
