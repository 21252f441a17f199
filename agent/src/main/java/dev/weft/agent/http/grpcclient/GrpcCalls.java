package dev.weft.agent.http.grpcclient;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What woven calls call. None of it throws. With a call's headers is kept whom it belongs to, until
 * it starts, and from then on what is to be told how it goes.
 */
public final class GrpcCalls {
  /** What is kept of somebody who works under nothing. */
  private static final Object NOTHING = "nothing";

  private static final int UNKNOWN = 2;

  private GrpcCalls() {}

  /** The program makes a call, which starts later and on another thread. */
  public static void delayed(@Nullable Object headers) {
    if (headers instanceof Keeping keeping) {
      TraceContext current = TraceScope.current();
      keeping.weftKeep(current == null ? NOTHING : current);
    }
  }

  /**
   * A call starts.
   *
   * @return what is to listen to it; null when nobody follows it
   */
  @SuppressWarnings("unchecked") // A listener takes what it is given here and nothing else.
  public static @Nullable GrpcListener starting(
      MethodDescriptor<?, ?> method,
      ClientCall.@Nullable Listener<?> listener,
      @Nullable Metadata headers) {
    // The class is final, and was not woven when this was compiled.
    Object carrier = headers;
    if (listener == null || headers == null || !(carrier instanceof Keeping keeping)) {
      return null;
    }
    try {
      Object kept = keeping.weftKept();
      if (kept instanceof ClientExchange) {
        // The program uses the headers of another call again.
        headers.discardAll(GrpcCall.key("traceparent"));
        headers.discardAll(GrpcCall.key("tracestate"));
      }
      TraceContext caller = caller(kept);
      ClientExchange exchange = ClientRequests.begin(caller, new GrpcCall(method, headers));
      keeping.weftKeep(exchange);
      return exchange == null
          ? null
          : new GrpcListener((ClientCall.Listener<Object>) listener, exchange, caller);
    } catch (Throwable t) {
      ClientRequests.fault("http.grpc", t);
      return null;
    }
  }

  private static @Nullable TraceContext caller(@Nullable Object kept) {
    if (kept instanceof TraceContext context) {
      return context;
    }
    return NOTHING.equals(kept) ? null : TraceScope.current();
  }

  /** It has started, or could not. */
  public static void started(@Nullable GrpcListener following, @Nullable Throwable failure) {
    if (following != null && failure != null) {
      ClientRequests.closed(following.exchange(), UNKNOWN);
    }
  }

  /** {@code headers} take over what {@code others} hold. */
  public static void merged(Object headers, @Nullable Object others) {
    if (headers instanceof Keeping to && others instanceof Keeping from && to.weftKept() == null) {
      Object kept = from.weftKept();
      if (kept != null) {
        to.weftKeep(kept);
      }
    }
  }
}
