package dev.weft.agent.http.nettyclient;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.ClientView;
import dev.weft.bootstrap.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * A request that a client on Netty has no connection for, so that no codec comes to see it. A
 * helper of each library that shows such a one.
 */
public final class UnsentRequest extends ClientView {
  private final String method;
  private final String scheme;
  private final @Nullable String host;
  private final int port;
  private final String target;
  private final @Nullable String traceParent;
  private final long nanosSinceStart;

  /**
   * @param port 0 or less when it is the scheme's own
   * @param target the path with the query
   * @param traceParent what the program has set by itself; null for nothing
   * @param nanosSinceStart for how long a connection was waited for
   */
  public UnsentRequest(
      String method,
      String scheme,
      @Nullable String host,
      int port,
      String target,
      @Nullable String traceParent,
      long nanosSinceStart) {
    this.method = method;
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.target = target;
    this.traceParent = traceParent;
    this.nanosSinceStart = nanosSinceStart;
  }

  /** As the constructor, of a request to an absolute URI, however odd that is. */
  public static UnsentRequest to(
      String method, String uri, @Nullable String traceParent, long nanosSinceStart) {
    int scheme = uri.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int end = start;
    while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    String authority = uri.substring(start, end);
    String target = uri.substring(end);
    int colon = authority.lastIndexOf(':');
    // The colons of an IPv6 address stand in brackets.
    boolean hasPort = colon > authority.lastIndexOf(']');
    return new UnsentRequest(
        method,
        scheme < 0 ? "http" : uri.substring(0, scheme),
        hasPort ? authority.substring(0, colon) : authority,
        hasPort ? port(authority.substring(colon + 1)) : 0,
        target.startsWith("/") ? target : "/" + target,
        traceParent,
        nanosSinceStart);
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * There will be no connection for it. Never throws.
   *
   * @param parent what its sender worked under; null for nothing
   */
  public void failed(@Nullable TraceContext parent, Throwable why) {
    ClientRequests.end(ClientRequests.begin(parent, this), 0, why);
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public @Nullable String host() {
    return host;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public @Nullable String header(String name) {
    return name.equals("traceparent") ? traceParent : null;
  }

  /** Nothing of it goes out. */
  @Override
  public void setHeader(String name, String value) {}

  @Override
  public long nanosSinceStart() {
    return nanosSinceStart;
  }
}
