package dev.weft.agent.http.jdkclient;

import dev.weft.bootstrap.http.ClientView;
import java.net.URI;
import jdk.internal.net.http.HttpRequestImpl;
import org.jspecify.annotations.Nullable;

/**
 * One request that the client is about to send. What is set is among the client's own headers,
 * which a redirect or a second attempt does not take over as the program's.
 */
public final class JdkClientRequest extends ClientView {
  private final HttpRequestImpl request;

  JdkClientRequest(HttpRequestImpl request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String scheme() {
    String scheme = request.uri().getScheme();
    return scheme == null ? "http" : scheme;
  }

  @Override
  public @Nullable String host() {
    return request.uri().getHost();
  }

  @Override
  public int port() {
    return request.uri().getPort();
  }

  @Override
  public String target() {
    URI uri = request.uri();
    String path = uri.getRawPath();
    String origin = path == null || path.isEmpty() ? "/" : path;
    String query = uri.getRawQuery();
    return query == null ? origin : origin + "?" + query;
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().firstValue(name).orElse(null);
  }

  @Override
  public void setHeader(String name, String value) {
    request.setSystemHeader(name, value);
  }
}
