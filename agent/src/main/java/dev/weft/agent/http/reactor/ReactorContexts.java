package dev.weft.agent.http.reactor;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import reactor.core.CoreSubscriber;

/** What woven sources call. None of it throws. */
public final class ReactorContexts {
  private ReactorContexts() {}

  /** Somebody subscribes to a source that may tell on threads of others. */
  public static <T> CoreSubscriber<? super T> subscribing(CoreSubscriber<? super T> subscriber) {
    TraceContext current = TraceScope.current();
    return current == null || subscriber == null || subscriber instanceof ContextSubscriber<?>
        ? subscriber
        : new ContextSubscriber<T>(subscriber, current);
  }
}
