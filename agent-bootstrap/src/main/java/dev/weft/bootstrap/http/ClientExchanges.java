package dev.weft.bootstrap.http;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import org.jspecify.annotations.Nullable;

/**
 * What a program has sent by a client library, and all requests that come of it, one after the
 * other: redirects, attempts, answers to challenges. Many libraries send those with the headers of
 * the one before, which then must not be taken for the program's own. Safe for any thread.
 */
public final class ClientExchanges {
  private final @Nullable TraceContext parent;
  private volatile String lastTraceParent = "";
  private volatile @Nullable ClientExchange exchange;

  private ClientExchanges(@Nullable TraceContext parent) {
    this.parent = parent;
  }

  /** Begins with what the calling thread, which is the program's, works under. */
  public static ClientExchanges begin() {
    return new ClientExchanges(TraceScope.current());
  }

  /** As {@link #begin()}, with headers that {@code earlier} may have been sent with; or null. */
  public static ClientExchanges begin(@Nullable ClientExchanges earlier) {
    ClientExchanges call = begin();
    if (earlier != null) {
      call.lastTraceParent = earlier.lastTraceParent;
    }
    return call;
  }

  /**
   * The call that {@code carrier} keeps: one begins now with the first of its requests, which the
   * program's thread makes.
   */
  public static ClientExchanges of(@Nullable Object carrier) {
    if (!(carrier instanceof Keeping keeping)) {
      return begin();
    }
    if (keeping.weftKept() instanceof ClientExchanges known) {
      return known;
    }
    ClientExchanges call = begin();
    keeping.weftKeep(call);
    return call;
  }

  /** What the program worked under; null for nothing. */
  public @Nullable TraceContext parent() {
    return parent;
  }

  /** A request of it goes out with this header, which Weft has set. */
  public void sent(String name, String value) {
    if (name.equals("traceparent")) {
      lastTraceParent = value;
    }
  }

  /** Whether the value of a header is that of a request before, and not the program's. */
  public boolean hasSent(@Nullable String value) {
    return lastTraceParent.equals(value);
  }

  /** The value of a header, unless it is Weft's own from a request before. */
  public @Nullable String unlessSent(@Nullable String value) {
    return hasSent(value) ? null : value;
  }

  /** This request of it is on its way; null for none that is followed. */
  public void follow(@Nullable ClientExchange next) {
    exchange = next;
  }

  /** The request of it that is on its way, or was last; null for none that is followed. */
  public @Nullable ClientExchange exchange() {
    return exchange;
  }
}
