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
    String target = view.target();
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
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
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
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
