package dev.weft.agent.http.reactornetty;

import dev.weft.agent.http.nettyclient.UnsentRequest;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.netty.handler.codec.http.HttpHeaders;
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
      keeping.weftKeep(new Subscription(TraceScope.current()));
    }
  }

  /** A request is about to be written, now or when its body comes. */
  public static void sending(Object handler, Connection request) {
    Subscription subscription = of(handler);
    if (subscription == null) {
      return;
    }
    subscription.sent();
    try {
      TraceContext context = subscription.context();
      Object parent = context == null ? NOTHING : context;
      if (request instanceof Keeping keeping) {
        keeping.weftKeep(parent);
        request.channel().attr(PARENT).set(parent);
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.reactor", t);
    }
  }

  /** The answer leads elsewhere. */
  public static void redirected(Object handler) {
    Subscription subscription = of(handler);
    if (subscription != null) {
      subscription.again();
    }
  }

  /**
   * Something failed; where no connection was there yet, nobody else tells of the request.
   *
   * @param target where it was to go, as an absolute URI
   */
  public static void failed(
      Object handler,
      @Nullable Object method,
      @Nullable Object target,
      HttpHeaders headers,
      Throwable why) {
    Subscription subscription = of(handler);
    if (subscription == null || subscription.isSent() || target == null) {
      return;
    }
    try {
      UnsentRequest.to(
              String.valueOf(method),
              target.toString(),
              headers.get("traceparent"),
              subscription.nanosSinceStart())
          .failed(subscription.context(), why);
      // The library may try once more.
      subscription.again();
    } catch (Throwable t) {
      ClientRequests.fault("http.unsent", t);
    }
  }

  /** Something is done for a subscription or a request, on whatever thread. */
  public static @Nullable TraceScope working(Object it) {
    Object kept = it instanceof Keeping keeping ? keeping.weftKept() : null;
    Object context = kept instanceof Subscription subscription ? subscription.context() : kept;
    return context instanceof TraceContext found ? TraceScope.open(found) : null;
  }

  private static @Nullable Subscription of(Object handler) {
    return handler instanceof Keeping keeping
            && keeping.weftKept() instanceof Subscription subscription
        ? subscription
        : null;
  }
}
