package dev.weft.agent.http.apache5;

import dev.weft.bootstrap.http.ClientView;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** One request of a client, classic or asynchronous: a copy of the program's. */
public class Apache5Request extends ClientView {
  private final HttpRequest request;
  private final HttpHost target;

  public Apache5Request(HttpRequest request, HttpHost target) {
    this.request = request;
    this.target = target;
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
    return header == null ? null : header.getValue();
  }

  @Override
  public void setHeader(String name, String value) {
    request.setHeader(name, value);
  }
}
