package dev.weft.agent.http.grpcclient;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientExchanges;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What woven calls call. None of it throws. With a call's headers is kept whom it belongs to, until
 * it starts, and from then on what is to be told how it goes.
 */
public final class GrpcCalls {
  private static final int UNKNOWN = 2;

  private GrpcCalls() {}

  /** The program makes a call, which starts later and on another thread. */
  public static void delayed(@Nullable Object headers) {
    if (headers instanceof Keeping keeping) {
      keeping.weftKeep(ClientExchanges.begin(kept(keeping)));
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
      ClientExchanges call = starting(kept(keeping));
      GrpcCall request = new GrpcCall(method, headers, call);
      request.discardSent();
      ClientExchange exchange = ClientRequests.begin(call.parent(), request);
      call.follow(exchange);
      keeping.weftKeep(exchange == null ? null : call);
      return exchange == null
          ? null
          : new GrpcListener((ClientCall.Listener<Object>) listener, exchange, call.parent());
    } catch (Throwable t) {
      ClientRequests.fault("http.grpc", t);
      return null;
    }
  }

  /** That which has waited, or one that begins now, perhaps with the headers of another. */
  private static ClientExchanges starting(@Nullable ClientExchanges kept) {
    return kept != null && kept.exchange() == null ? kept : ClientExchanges.begin(kept);
  }

  private static @Nullable ClientExchanges kept(Keeping headers) {
    return headers.weftKept() instanceof ClientExchanges call ? call : null;
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
