package dev.weft.agent.http.apache4;

import dev.weft.bootstrap.http.ClientView;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.jspecify.annotations.Nullable;

/** One request of a client, classic or asynchronous: a copy of the program's. */
public class Apache4Request extends ClientView {
  private final HttpRequestWrapper request;
  private final HttpHost target;

  public Apache4Request(HttpRequestWrapper request, HttpHost target) {
    this.request = request;
    this.target = target;
  }

  @Override
  public String method() {
    return request.getRequestLine().getMethod();
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

  /** The program may have given it in absolute form, and to a proxy it goes in that. */
  @Override
  public String target() {
    String uri = request.getRequestLine().getUri();
    int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
    if (scheme < 0) {
      return uri;
    }
    int path = uri.indexOf('/', scheme + 3);
    return path < 0 ? "/" : uri.substring(path);
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
