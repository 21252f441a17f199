package dev.weft.agent.http.reactornetty;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/** What the woven client calls. None of it throws. */
public final class ReactorRequests {
  /** Whom the next request of a channel belongs to; the name is how the codec knows it. */
  private static final AttributeKey<Object> PARENT = AttributeKey.valueOf("dev.weft.parent");

  /** What is kept of somebody who works under nothing. */
  private static final Object NOTHING = "nothing";

  private ReactorRequests() {}

  /** Somebody subscribes to an answer. */
  public static void subscribed(Object handler) {
    if (handler instanceof Keeping keeping) {
      TraceContext current = TraceScope.current();
      keeping.weftKeep(current == null ? NOTHING : current);
    }
  }

  /** A request is about to be written, now or when its body comes. */
  public static void sending(Object handler, Connection request) {
    try {
      if (handler instanceof Keeping subscription && request instanceof Keeping keeping) {
        Object parent = subscription.weftKept();
        keeping.weftKeep(parent);
        request.channel().attr(PARENT).set(parent);
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.reactor", t);
    }
  }

  /** Something is done for a subscription or a request, on whatever thread. */
  public static @Nullable TraceScope working(Object it) {
    return it instanceof Keeping keeping && keeping.weftKept() instanceof TraceContext context
        ? TraceScope.open(context)
        : null;
  }
}
