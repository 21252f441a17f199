package dev.weft.agent.http.nettyclient.http2;

import dev.weft.bootstrap.http.ClientView;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** The first headers of a stream that is about to be opened. */
public final class StreamRequest extends ClientView {
  private final SentHeaders headers;

  StreamRequest(SentHeaders headers) {
    this.headers = headers;
  }

  @Override
  public boolean isGrpc() {
    String type = text("content-type");
    return type != null && type.startsWith("application/grpc");
  }

  @Override
  public String method() {
    String method = text(":method");
    return method == null ? "" : method;
  }

  @Override
  public String scheme() {
    String scheme = text(":scheme");
    return scheme == null ? "http" : scheme;
  }

  @Override
  public @Nullable String host() {
    String authority = authority();
    int colon = colonOf(authority);
    return authority == null || colon < 0 ? authority : authority.substring(0, colon);
  }

  @Override
  public int port() {
    String authority = authority();
    int colon = colonOf(authority);
    try {
      return authority == null || colon < 0 ? 0 : Integer.parseInt(authority.substring(colon + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private @Nullable String authority() {
    String authority = text(":authority");
    return authority == null ? text("host") : authority;
  }

  /** Where a port begins; the colons of an IPv6 address stand in brackets. */
  private static int colonOf(@Nullable String authority) {
    int colon = authority == null ? -1 : authority.lastIndexOf(':');
    return authority != null && colon > authority.lastIndexOf(']') ? colon : -1;
  }

  @Override
  public String target() {
    String path = text(":path");
    return path == null ? "" : path;
  }

  @Override
  public @Nullable String header(String name) {
    return text(name);
  }

  @Override
  public void setHeader(String name, String value) {
    headers.addOwn(name, value);
  }

  @Override
  public String protocolVersion() {
    return "2";
  }

  private @Nullable String text(String name) {
    CharSequence value = headers.get(new AsciiString(name));
    return value == null ? null : value.toString();
  }
}
