package dev.weft.agent.http.grpc;

import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import io.grpc.okhttp.internal.framed.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of a stream as they were read; names in upper case do not get so far. */
public final class OkHttpRequest extends RequestView {
  private static final List<String> ONCE = List.of(":method", ":path", ":scheme", ":authority");

  private final List<Header> headers;

  OkHttpRequest(List<Header> headers) {
    this.headers = headers;
  }

  boolean opensStream() {
    return !all(":path").isEmpty();
  }

  @Override
  public String method() {
    return first(":method");
  }

  @Override
  public String target() {
    return first(":path");
  }

  @Override
  public String authority() {
    return all(":authority").isEmpty() ? first("host") : first(":authority");
  }

  @Override
  public String scheme() {
    return first(":scheme");
  }

  /** {@code :authority} counts with the hosts, in case that they differ. */
  @Override
  public List<String> headers(String name) {
    List<String> values = all(name);
    if (name.equals("host")) {
      for (String authority : all(":authority")) {
        if (!values.contains(authority)) {
          values.add(authority);
        }
      }
    }
    if (name.equals("cookie") && values.size() > 1) {
      // RFC 9113 section 8.2.3: one header that was sent in parts.
      return List.of(String.join("; ", values));
    }
    return values;
  }

  @Override
  public void removeHeader(String name) {
    headers.removeIf(header -> header.name.utf8().equals(name));
  }

  @Override
  public void addHeader(String name, String value) {
    headers.add(new Header(name, value));
  }

  @Override
  public void setQuery(@Nullable String query) {
    String target = target();
    int start = target.indexOf('?');
    String path = start < 0 ? target : target.substring(0, start);
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name.utf8().equals(":path")) {
        headers.set(i, new Header(":path", query == null ? path : path + "?" + query));
      }
    }
  }

  @Override
  public String protocolVersion() {
    return "2";
  }

  /** As gRPC's protocol over HTTP/2 has its requests. */
  @Override
  public boolean isGrpc() {
    String prefix = "application/grpc";
    String type = first("content-type");
    return method().equals("POST")
        && type.startsWith(prefix)
        && (type.length() == prefix.length()
            || type.charAt(prefix.length()) == '+'
            || type.charAt(prefix.length()) == ';');
  }

  @Override
  public PathStyle pathStyle() {
    return PathStyle.RAW;
  }

  /** The thread reads this connection and no other. */
  @Override
  public boolean mayWait() {
    return true;
  }

  /** Not when a pseudo header came twice. */
  @Override
  public boolean isWhole() {
    for (String name : ONCE) {
      if (all(name).size() > 1) {
        return false;
      }
    }
    return true;
  }

  private String first(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? "" : values.get(0);
  }

  private List<String> all(String name) {
    List<String> values = new ArrayList<>(2);
    for (Header header : headers) {
      if (header.name.utf8().equals(name)) {
        values.add(header.value.utf8());
      }
    }
    return values;
  }
}
