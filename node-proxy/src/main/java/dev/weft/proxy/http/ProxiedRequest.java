package dev.weft.proxy.http;

import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as Netty has parsed it, which is as it will be written to the program. */
final class ProxiedRequest extends RequestView {
  private final HttpRequest request;
  private final String scheme;

  ProxiedRequest(HttpRequest request, String scheme) {
    this.request = request;
    this.scheme = scheme;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String target() {
    return request.uri();
  }

  @Override
  public String authority() {
    String host = request.headers().get(HttpHeaderNames.HOST);
    return host == null ? "" : host;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public List<String> headers(String name) {
    return request.headers().getAll(name);
  }

  @Override
  public void removeHeader(String name) {
    request.headers().remove(name);
  }

  @Override
  public void addHeader(String name, String value) {
    request.headers().add(name, value);
  }

  @Override
  public void setQuery(@Nullable String query) {
    String target = request.uri();
    int start = target.indexOf('?');
    String path = start < 0 ? target : target.substring(0, start);
    request.setUri(query == null ? path : path + "?" + query);
  }

  @Override
  public @Nullable String protocolVersion() {
    return version(request.protocolVersion().text());
  }

  @Override
  public boolean isGrpc() {
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
    return type != null
        && type.startsWith("application/grpc")
        && !type.startsWith("application/grpc-web");
  }

  /** Nobody knows what the program behind makes of a path. */
  @Override
  public PathStyle pathStyle() {
    return PathStyle.RAW;
  }

  /** It is an event loop. */
  @Override
  public boolean mayWait() {
    return false;
  }
}
