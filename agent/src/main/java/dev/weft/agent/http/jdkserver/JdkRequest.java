package dev.weft.agent.http.jdkserver;

import com.sun.net.httpserver.Headers;
import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Verdict;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of the JDK's server, read and not yet an exchange. */
public final class JdkRequest extends RequestView {
  private final String method;
  private final Headers headers;
  private URI uri;
  private Verdict verdict = Verdict.ALLOWED;

  JdkRequest(String method, URI uri, Headers headers) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
  }

  /** What the request asks for, as the application is to see it. */
  public URI uri() {
    return uri;
  }

  Verdict verdict() {
    return verdict;
  }

  void judged(Verdict given) {
    verdict = given;
  }

  @Override
  public String method() {
    return method;
  }

  /**
   * As the server picks the context by it: {@link URI} takes what follows two slashes for an
   * authority. Then the whole is given, which no rule on paths lets pass.
   */
  @Override
  public String target() {
    String path = uri.getRawPath();
    String text = uri.toString();
    if (path == null || text.startsWith("//")) {
      return text;
    }
    String query = uri.getRawQuery();
    return query == null ? path : path + "?" + query;
  }

  @Override
  public String authority() {
    String host = headers.getFirst("Host");
    return host == null ? "" : host;
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public List<String> headers(String name) {
    List<String> values = headers.get(name);
    return values == null ? List.of() : values;
  }

  @Override
  public void removeHeader(String name) {
    List<String> unused = headers.remove(name);
  }

  @Override
  public void addHeader(String name, String value) {
    headers.add(name, value);
  }

  @Override
  public void setQuery(@Nullable String query) {
    String path = uri.getRawPath();
    uri = URI.create(query == null ? path : path + "?" + query);
  }

  @Override
  public PathStyle pathStyle() {
    return PathStyle.LITERAL;
  }

  /** Without an executor, which is the default, this is the thread that serves all connections. */
  @Override
  public boolean mayWait() {
    return false;
  }
}
