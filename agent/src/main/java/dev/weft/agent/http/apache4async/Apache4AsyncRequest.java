package dev.weft.agent.http.apache4async;

import dev.weft.bootstrap.http.ClientView;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.jspecify.annotations.Nullable;

/** One request of the client: a copy of the program's, which is sent again for a password. */
public final class Apache4AsyncRequest extends ClientView {
  private final HttpRequestWrapper request;
  private final HttpHost target;
  private final Apache4AsyncCall call;
  private final long connectingSince;

  Apache4AsyncRequest(HttpRequestWrapper request, HttpHost target, Apache4AsyncCall call) {
    this.request = request;
    this.target = target;
    this.call = call;
    this.connectingSince = call.connectingSince;
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

  /** To a proxy it goes in absolute form. */
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
    String value = header == null ? null : header.getValue();
    return call.lastTraceParent.equals(value) ? null : value;
  }

  @Override
  public void setHeader(String name, String value) {
    if (name.equals("traceparent")) {
      call.lastTraceParent = value;
    }
    request.setHeader(name, value);
  }

  @Override
  public long nanosSinceStart() {
    return connectingSince == 0 ? 0 : System.nanoTime() - connectingSince;
  }
}
