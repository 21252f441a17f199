package dev.weft.agent.http.apache5minimal;

import dev.weft.bootstrap.http.ClientView;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** One request of a minimal client: the program's own object, which it may send again. */
public final class Apache5MinimalRequest extends ClientView {
  private final HttpRequest request;
  private final @Nullable HttpHost target;

  /** {@code target} is where it goes, or null for where the request says. */
  Apache5MinimalRequest(HttpRequest request, @Nullable HttpHost target) {
    this.request = request;
    this.target = target;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String scheme() {
    String scheme = target == null ? request.getScheme() : target.getSchemeName();
    return scheme == null ? "http" : scheme;
  }

  @Override
  public @Nullable String host() {
    URIAuthority authority = request.getAuthority();
    if (target != null) {
      return target.getHostName();
    }
    return authority == null ? null : authority.getHostName();
  }

  @Override
  public int port() {
    URIAuthority authority = request.getAuthority();
    if (target != null) {
      return target.getPort();
    }
    return authority == null ? 0 : authority.getPort();
  }

  @Override
  public String target() {
    String path = request.getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  @Override
  public @Nullable String header(String name) {
    Header header = request.getFirstHeader(name);
    return header == null || header instanceof TraceHeader ? null : header.getValue();
  }

  @Override
  public void setHeader(String name, String value) {
    request.setHeader(new TraceHeader(name, value));
  }
}
