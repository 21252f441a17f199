package dev.weft.agent.http.jetty;

import dev.weft.agent.http.jetty9.TargetAuthority;
import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request that no handler has seen. Judged is what the parser read, changed is what the server's
 * customizers made of it, which wraps the other and is what handlers are given.
 */
public final class JettyRequest extends RequestView {
  private final Request read;
  private final Request customized;
  private final boolean mayWait;
  private final TargetAuthority target;
  private HttpFields.@Nullable Mutable headers;
  private @Nullable HttpURI uri;

  JettyRequest(Request read, Request customized, boolean mayWait) {
    this.read = read;
    this.customized = customized;
    this.mayWait = mayWait;
    HttpURI sent = read.getHttpURI();
    this.target = new TargetAuthority(sent.getAuthority(), sent.getHost(), sent.getPort());
  }

  /** What handlers are to be given. */
  Request shown() {
    HttpFields.Mutable changed = headers;
    if (changed == null && uri == null) {
      return customized;
    }
    return new ShownRequest(
        customized,
        changed == null ? customized.getHeaders() : changed.asImmutable(),
        uri == null ? customized.getHttpURI() : uri);
  }

  @Override
  public String method() {
    return read.getMethod();
  }

  /**
   * Without the fragment that some clients send; of {@code CONNECT}, which has no path, the
   * authority.
   */
  @Override
  public String target() {
    String target = (uri == null ? read.getHttpURI() : uri).getPathQuery();
    return target == null ? authority() : target;
  }

  @Override
  public String authority() {
    return target.with(read.getHeaders().get("host"));
  }

  @Override
  public String scheme() {
    String scheme = read.getHttpURI().getScheme();
    return scheme == null ? "http" : scheme;
  }

  @Override
  public List<String> headers(String name) {
    List<String> values = (headers == null ? read.getHeaders() : headers).getValuesList(name);
    return name.equals("host") ? target.hosts(values) : values;
  }

  @Override
  public void removeHeader(String name) {
    if (headers != null || customized.getHeaders().contains(name)) {
      changedHeaders().remove(name);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    changedHeaders().add(name, value);
  }

  @Override
  public void setQuery(@Nullable String query) {
    uri = HttpURI.build(customized.getHttpURI()).query(query).asImmutable();
  }

  @Override
  public @Nullable String protocolVersion() {
    return version(read.getConnectionMetaData().getHttpVersion().asString());
  }

  @Override
  public PathStyle pathStyle() {
    return PathStyle.SERVLET;
  }

  /** False where the server's handlers are such that they may run on a thread that selects. */
  @Override
  public boolean mayWait() {
    return mayWait;
  }

  private HttpFields.Mutable changedHeaders() {
    HttpFields.Mutable changed = headers;
    if (changed == null) {
      changed = HttpFields.build(customized.getHeaders());
      headers = changed;
    }
    return changed;
  }
}
