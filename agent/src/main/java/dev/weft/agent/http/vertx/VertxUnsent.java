package dev.weft.agent.http.vertx;

import dev.weft.agent.http.nettyclient.UnsentRequest;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.trace.TraceContext;
import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/**
 * Is told that there will be no connection for a request.
 *
 * @param parent what its sender worked under; null for nothing
 */
public record VertxUnsent(
    @Nullable TraceContext parent,
    String method,
    String scheme,
    @Nullable String host,
    int port,
    @Nullable String target,
    @Nullable String traceParent,
    long since)
    implements Handler<Throwable> {
  VertxUnsent(
      @Nullable TraceContext parent,
      String method,
      String scheme,
      @Nullable String host,
      int port,
      @Nullable String target,
      @Nullable String traceParent) {
    this(parent, method, scheme, host, port, target, traceParent, System.nanoTime());
  }

  @Override
  public void handle(Throwable why) {
    try {
      new UnsentRequest(
              method,
              scheme,
              host,
              port,
              target == null || target.isEmpty() ? "/" : target,
              traceParent,
              System.nanoTime() - since)
          .failed(parent, why);
    } catch (Throwable t) {
      ClientRequests.fault("http.unsent", t);
    }
  }
}
