package dev.weft.enforcer.request;

import dev.weft.bootstrap.http.RequestView;
import dev.weft.enforcer.trace.TracedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that has come in, as a span tells of it.
 *
 * @param nanosSinceStart for how long it has been judged
 */
public record SeenRequest(RequestView view, long nanosSinceStart) implements TracedRequest {
  private static final int MOST_DIGITS = 5;

  @Override
  public String method() {
    return view.method();
  }

  @Override
  public @Nullable String header(String name) {
    return view.header(name);
  }

  @Override
  public String scheme() {
    return view.scheme();
  }

  @Override
  public String path() {
    return TracedRequest.pathOf(view.target());
  }

  @Override
  public @Nullable String serverAddress() {
    String authority = view.authority();
    int colon = colon(authority);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    return host.isEmpty() ? null : host;
  }

  @Override
  public int serverPort() {
    String authority = view.authority();
    int colon = colon(authority);
    return colon < 0 ? 0 : port(authority, colon + 1);
  }

  /** The number from there on; 0 when it is none of one to five digits. */
  private static int port(String authority, int from) {
    int digits = authority.length() - from;
    if (digits < 1 || digits > MOST_DIGITS) {
      return 0;
    }
    int port = 0;
    for (int i = from; i < authority.length(); i++) {
      char c = authority.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      port = 10 * port + (c - '0');
    }
    return port;
  }

  /** Where the port begins; not within an address of IPv6, which stands in brackets. */
  private static int colon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon < authority.lastIndexOf(']') ? -1 : colon;
  }

  @Override
  public boolean isGrpc() {
    return view.isGrpc();
  }

  @Override
  public @Nullable String protocolVersion() {
    return view.protocolVersion();
  }
}
