package dev.weft.agent.http.grpcclient;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the program's listener of a call, which works under what the program worked under
 * when it called. Called one after the other, on threads of the call's executor.
 */
public final class GrpcListener
    extends ForwardingClientCallListener.SimpleForwardingClientCallListener<Object> {
  private final ClientExchange exchange;
  private final @Nullable TraceContext caller;

  GrpcListener(
      ClientCall.Listener<Object> listener,
      ClientExchange exchange,
      @Nullable TraceContext caller) {
    super(listener);
    this.exchange = exchange;
    this.caller = caller;
  }

  ClientExchange exchange() {
    return exchange;
  }

  @Override
  public void onHeaders(Metadata headers) {
    TraceScope scope = TraceScope.open(caller);
    try {
      super.onHeaders(headers);
    } finally {
      scope.close();
    }
  }

  @Override
  public void onMessage(Object message) {
    TraceScope scope = TraceScope.open(caller);
    try {
      super.onMessage(message);
    } finally {
      scope.close();
    }
  }

  @Override
  public void onReady() {
    TraceScope scope = TraceScope.open(caller);
    try {
      super.onReady();
    } finally {
      scope.close();
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    ClientRequests.closed(exchange, status.getCode().value());
    TraceScope scope = TraceScope.open(caller);
    try {
      super.onClose(status, trailers);
    } finally {
      scope.close();
    }
  }
}
