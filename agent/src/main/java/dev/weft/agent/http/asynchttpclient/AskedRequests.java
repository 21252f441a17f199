package dev.weft.agent.http.asynchttpclient;

import dev.weft.agent.http.nettyclient.UnsentRequest;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.Objects;
import org.asynchttpclient.Request;
import org.asynchttpclient.netty.NettyResponseFuture;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;

/** What the woven client calls. None of it throws. */
public final class AskedRequests {
  private AskedRequests() {}

  /** The program asks for something. */
  public static void asked(Object future) {
    if (future instanceof Keeping keeping) {
      keeping.weftKeep(new AskedRequest(TraceScope.current()));
    }
  }

  /** A request of it is to be sent: a redirect, or another attempt. */
  public static void again(Object future) {
    AskedRequest asked = of(future);
    if (asked != null) {
      asked.again();
    }
  }

  /** It has a connection, and is written there. */
  public static @Nullable TraceScope writing(Object future) {
    AskedRequest asked = of(future);
    if (asked != null) {
      asked.written();
    }
    return working(future);
  }

  /** Something is done for it, on whatever thread. */
  public static @Nullable TraceScope working(@Nullable Object future) {
    AskedRequest asked = of(future);
    if (asked == null) {
      return null;
    }
    TraceContext context = asked.context();
    return Objects.equals(context, TraceScope.current()) ? null : TraceScope.open(context);
  }

  /** It is given up; where it was never written, nobody else tells of it. */
  public static void aborted(NettyResponseFuture<?> future, Throwable why) {
    AskedRequest asked = of(future);
    if (asked == null || asked.isWritten() || future.isDone()) {
      return;
    }
    asked.written();
    try {
      Request request = future.getCurrentRequest();
      Uri uri = request.getUri();
      new UnsentRequest(
              request.getMethod(),
              uri.isSecured() ? "https" : "http",
              uri.getHost(),
              uri.getExplicitPort(),
              uri.toRelativeUrl(),
              request.getHeaders().get("traceparent"),
              asked.nanosSinceStart())
          .failed(asked.context(), why);
    } catch (Throwable t) {
      ClientRequests.fault("http.unsent", t);
    }
  }

  private static @Nullable AskedRequest of(@Nullable Object future) {
    return future instanceof Keeping keeping && keeping.weftKept() instanceof AskedRequest asked
        ? asked
        : null;
  }
}
