package dev.weft.agent.http.nettyloop;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What woven futures call. None of it throws. */
public final class NettyListeners {
  private NettyListeners() {}

  /** A listener is added, under what its adder works under. */
  public static void added(Object promise, @Nullable Object listener) {
    TraceContext context = TraceScope.current();
    if (context == null || listener == null || !(promise instanceof Keeping keeping)) {
      return;
    }
    try {
      ListenerContexts kept = contexts(keeping);
      if (kept == null) {
        kept = new ListenerContexts();
        keeping.weftKeep(kept);
      }
      kept.add(listener, context);
    } catch (Throwable t) {
      ClientRequests.fault("context.netty", t);
    }
  }

  /** It is not going to be called. */
  public static void removed(Object promise, @Nullable Object listener) {
    ListenerContexts kept = promise instanceof Keeping keeping ? contexts(keeping) : null;
    if (kept != null && listener != null) {
      TraceContext unused = kept.take(listener);
    }
  }

  /**
   * A listener is about to be called, perhaps in the middle of what somebody else does who
   * completes the future: one that was added without a context works without one.
   */
  public static @Nullable TraceScope calling(Object promise, @Nullable Object listener) {
    if (!(promise instanceof Keeping keeping) || listener == null) {
      return null;
    }
    try {
      ListenerContexts kept = contexts(keeping);
      TraceContext context = kept == null ? null : kept.take(listener);
      TraceContext current = TraceScope.current();
      return Objects.equals(context, current) ? null : TraceScope.open(context);
    } catch (Throwable t) {
      ClientRequests.fault("context.netty", t);
      return null;
    }
  }

  private static @Nullable ListenerContexts contexts(Keeping promise) {
    return promise.weftKept() instanceof ListenerContexts contexts ? contexts : null;
  }
}
