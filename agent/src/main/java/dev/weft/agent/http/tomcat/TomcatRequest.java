package dev.weft.agent.http.tomcat;

import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import java.util.ArrayList;
import java.util.List;
import org.apache.coyote.Request;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/** A request of Coyote, whose parser has read it and whose adapter has not. */
public final class TomcatRequest extends RequestView {
  private final Request request;

  TomcatRequest(Request request) {
    this.request = request;
  }

  // Its successor is not there in older releases.
  @SuppressWarnings("deprecation")
  @Override
  public String method() {
    return text(request.method());
  }

  @Override
  public String target() {
    String path = text(request.requestURI());
    return request.queryString().isNull() ? path : path + "?" + text(request.queryString());
  }

  @Override
  public String authority() {
    String host = request.getMimeHeaders().getHeader("host");
    if (host != null) {
      return host;
    }
    String name = text(request.serverName());
    int port = request.getServerPort();
    return name.isEmpty() || port <= 0 ? name : name + ":" + port;
  }

  @Override
  public String scheme() {
    return request.scheme().isNull() ? "http" : text(request.scheme());
  }

  @Override
  public List<String> headers(String name) {
    MimeHeaders headers = request.getMimeHeaders();
    // By its own search, which compares bytes: a name as a text would be made anew each time.
    int first = headers.findHeader(name, 0);
    if (first < 0) {
      return List.of();
    }
    int next = headers.findHeader(name, first + 1);
    if (next < 0) {
      return List.of(text(headers.getValue(first)));
    }
    List<String> values = new ArrayList<>(List.of(text(headers.getValue(first))));
    for (; next >= 0; next = headers.findHeader(name, next + 1)) {
      values.add(text(headers.getValue(next)));
    }
    return values;
  }

  @Override
  public boolean isRepeated(String name) {
    MimeHeaders headers = request.getMimeHeaders();
    int first = headers.findHeader(name, 0);
    return first >= 0 && headers.findHeader(name, first + 1) >= 0;
  }

  @Override
  public void removeHeader(String name) {
    request.getMimeHeaders().removeHeader(name);
  }

  @Override
  public void addHeader(String name, String value) {
    request.getMimeHeaders().addValue(name).setString(value);
  }

  @Override
  public void setQuery(@Nullable String query) {
    request.queryString().recycle();
    if (query != null) {
      request.queryString().setString(query);
    }
  }

  @Override
  public @Nullable String protocolVersion() {
    return version(text(request.protocol()));
  }

  @Override
  public PathStyle pathStyle() {
    return PathStyle.SERVLET;
  }

  /** Requests are served by worker threads. */
  @Override
  public boolean mayWait() {
    return true;
  }

  /** Not by way of its own text, which it would keep and, in some releases, turn into. */
  private static String text(MessageBytes bytes) {
    if (bytes.isNull()) {
      return "";
    }
    return bytes.getType() == MessageBytes.T_BYTES
        ? bytes.getByteChunk().toString()
        : bytes.toString();
  }
}
