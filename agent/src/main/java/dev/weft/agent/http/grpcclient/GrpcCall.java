package dev.weft.agent.http.grpcclient;

import dev.weft.bootstrap.http.ClientExchanges;
import dev.weft.bootstrap.http.ClientView;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A call that is about to start. To whom it goes is not known yet. */
public final class GrpcCall extends ClientView {
  private final MethodDescriptor<?, ?> method;
  private final Metadata headers;
  private final ClientExchanges call;

  GrpcCall(MethodDescriptor<?, ?> method, Metadata headers, ClientExchanges call) {
    this.method = method;
    this.headers = headers;
    this.call = call;
  }

  /**
   * Takes away what another call with the same headers was sent with, and the program has not set.
   */
  void discardSent() {
    if (call.hasSent(headers.get(key("traceparent")))) {
      headers.discardAll(key("traceparent"));
      headers.discardAll(key("tracestate"));
    }
  }

  @Override
  public boolean isGrpc() {
    return true;
  }

  @Override
  public String method() {
    return "POST";
  }

  /** The transport's own business. */
  @Override
  public String scheme() {
    return "";
  }

  @Override
  public @Nullable String host() {
    return null;
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public String target() {
    return "/" + method.getFullMethodName();
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(key(name));
  }

  @Override
  public void setHeader(String name, String value) {
    call.sent(name, value);
    headers.discardAll(key(name));
    headers.put(key(name), value);
  }

  static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
  }
}
