package dev.weft.agent.http.apache5async;

import dev.weft.bootstrap.http.ClientView;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** One request of the asynchronous client: a copy of the program's. */
public final class Apache5AsyncRequest extends ClientView {
  private final HttpRequest request;
  private final HttpHost target;
  private final Apache5AsyncCall call;

  Apache5AsyncRequest(HttpRequest request, HttpHost target, Apache5AsyncCall call) {
    this.request = request;
    this.target = target;
    this.call = call;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String scheme() {
    return target.getSchemeName();
  }

  @Override
  public @Nullable String host() {
    return target.getHostName();
  }

  @Override
  public int port() {
    return target.getPort();
  }

  @Override
  public String target() {
    String path = request.getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  @Override
  public @Nullable String header(String name) {
    Header header = request.getFirstHeader(name);
    return header == null || call.hasSent(header.getValue()) ? null : header.getValue();
  }

  @Override
  public void setHeader(String name, String value) {
    call.sent(name, value);
    request.setHeader(name, value);
  }
}
