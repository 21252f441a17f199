package dev.weft.agent.http.jetty9;

import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request as the parser has read it. Judged is that, changed is what the server's customizers
 * have made of it by then, which is what handlers see. Holds of Jetty what its releases have in
 * common.
 */
public abstract class ReadRequest extends RequestView {
  /** What handlers see. */
  protected final Request request;

  private final String method;
  private final String version;
  private final @Nullable String scheme;
  private final @Nullable String path;
  private @Nullable String query;
  private final TargetAuthority target;

  /**
   * To be made before anything changes the request.
   *
   * @param scheme the target's; null when it has none
   * @param path the target's, nothing decoded; null when it has none
   * @param query the target's, without its question mark; null when it has none
   */
  protected ReadRequest(
      Request request,
      MetaData.Request head,
      @Nullable String scheme,
      @Nullable String path,
      @Nullable String query,
      TargetAuthority target) {
    this.request = request;
    this.method = head.getMethod();
    this.version = head.getHttpVersion().asString();
    this.scheme = scheme;
    this.path = path;
    this.query = query;
    this.target = target;
  }

  /** The first value of {@code Host}; null without one. */
  protected abstract @Nullable String hostHeader();

  /** The target's authority and what the header adds to it. */
  protected final TargetAuthority targetAuthority() {
    return target;
  }

  /** Keeps the query that the request was given. */
  protected final void queryIs(@Nullable String given) {
    query = given;
  }

  @Override
  public final String method() {
    return method;
  }

  /** Of {@code CONNECT}, which has no path, the authority. */
  @Override
  public final String target() {
    if (method.equals("CONNECT")) {
      return authority();
    }
    // Jetty makes a root of it, too.
    String own = path == null ? "/" : path;
    return query == null ? own : own + "?" + query;
  }

  @Override
  public final String authority() {
    return target.with(hostHeader());
  }

  @Override
  public final String scheme() {
    String known = scheme == null ? request.getScheme() : scheme;
    return known == null ? "http" : known;
  }

  @Override
  public final @Nullable String protocolVersion() {
    return version(version);
  }

  @Override
  public final PathStyle pathStyle() {
    return PathStyle.SERVLET;
  }

  /** Requests are served by the threads of a pool, which may be held. */
  @Override
  public final boolean mayWait() {
    return true;
  }
}
