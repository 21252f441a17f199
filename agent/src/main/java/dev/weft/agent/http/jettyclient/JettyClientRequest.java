package dev.weft.agent.http.jettyclient;

import dev.weft.bootstrap.http.ClientExchanges;
import dev.weft.bootstrap.http.ClientView;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** One request of the client. */
public final class JettyClientRequest extends ClientView {
  private final HttpRequest request;
  private final ClientExchanges call;

  JettyClientRequest(HttpRequest request, ClientExchanges call) {
    this.request = request;
    this.call = call;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String scheme() {
    return request.getScheme();
  }

  @Override
  public @Nullable String host() {
    return request.getHost();
  }

  @Override
  public int port() {
    return request.getPort();
  }

  @Override
  public String target() {
    String path = request.getPath();
    String origin = path == null || path.isEmpty() ? "/" : path;
    String query = request.getQuery();
    return query == null ? origin : origin + "?" + query;
  }

  @Override
  public @Nullable String header(String name) {
    return call.unlessSent(request.getHeaders().get(name));
  }

  @Override
  public void setHeader(String name, String value) {
    call.sent(name, value);
    Object unused = request.headers(new JettyClientHeader(name, value));
  }
}
