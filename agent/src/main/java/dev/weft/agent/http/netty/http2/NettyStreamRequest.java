package dev.weft.agent.http.netty.http2;

import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first headers of a stream, as Netty read them. Asks them only for what gRPC's own kind of
 * headers answers too.
 */
public final class NettyStreamRequest extends RequestView {
  private static final List<String> ONCE = List.of(":method", ":path", ":scheme", ":authority");

  private final Http2Headers headers;

  NettyStreamRequest(Http2Headers headers) {
    this.headers = headers;
  }

  @Override
  public String method() {
    return text(headers.method());
  }

  @Override
  public String target() {
    return text(headers.path());
  }

  @Override
  public String authority() {
    CharSequence authority = headers.authority();
    return text(authority == null ? headers.get(new AsciiString("host")) : authority);
  }

  @Override
  public String scheme() {
    return text(headers.scheme());
  }

  /** {@code :authority} counts with the hosts: frameworks differ about which they believe. */
  @Override
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>(2);
    for (CharSequence value : headers.getAll(new AsciiString(name))) {
      values.add(value.toString());
    }
    CharSequence authority = name.equals("host") ? headers.authority() : null;
    if (authority != null && !values.contains(authority.toString())) {
      values.add(authority.toString());
    }
    if (name.equals("cookie") && values.size() > 1) {
      // RFC 9113 section 8.2.3: one header that was sent in parts.
      return List.of(String.join("; ", values));
    }
    return values;
  }

  @Override
  public void removeHeader(String name) {
    boolean unused = headers.remove(new AsciiString(name));
    if (hasUpperCase()) {
      for (CharSequence other : List.copyOf(headers.names())) {
        if (AsciiString.contentEqualsIgnoreCase(other, name)) {
          unused = headers.remove(other);
        }
      }
    }
  }

  @Override
  public void addHeader(String name, String value) {
    Http2Headers unused = headers.add(new AsciiString(name), new AsciiString(value));
  }

  @Override
  public void setQuery(@Nullable String query) {
    String target = target();
    int start = target.indexOf('?');
    String path = start < 0 ? target : target.substring(0, start);
    Http2Headers unused = headers.path(new AsciiString(query == null ? path : path + "?" + query));
  }

  @Override
  public String protocolVersion() {
    return "2";
  }

  /** As gRPC's protocol over HTTP/2 has its requests. */
  @Override
  public boolean isGrpc() {
    if (!"POST".contentEquals(method())) {
      return false;
    }
    CharSequence type = headers.get(new AsciiString("content-type"));
    String prefix = "application/grpc";
    return type != null
        && type.toString().startsWith(prefix)
        && (type.length() == prefix.length()
            || type.charAt(prefix.length()) == '+'
            || type.charAt(prefix.length()) == ';');
  }

  @Override
  public PathStyle pathStyle() {
    return PathStyle.RAW;
  }

  /** It is an event loop. */
  @Override
  public boolean mayWait() {
    return false;
  }

  /**
   * Not when a pseudo header came twice, or a name in upper case, which Netty may be told to let
   * pass.
   */
  @Override
  public boolean isWhole() {
    if (headers instanceof DefaultHttp2Headers) {
      for (String name : ONCE) {
        if (headers.getAll(new AsciiString(name)).size() > 1) {
          return false;
        }
      }
    }
    return !hasUpperCase();
  }

  private boolean hasUpperCase() {
    if (headers instanceof DefaultHttp2Headers) {
      for (CharSequence name : headers.names()) {
        for (int i = 0; i < name.length(); i++) {
          if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String text(@Nullable CharSequence text) {
    return text == null ? "" : text.toString();
  }
}
