package dev.weft.agent.http.undertow;

import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that no handler has seen. */
public final class UndertowRequest extends RequestView {
  private final HttpServerExchange exchange;

  UndertowRequest(HttpServerExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public String method() {
    return exchange.getRequestMethod().toString();
  }

  @Override
  public String target() {
    String path = UndertowTargets.path(exchange);
    String query = exchange.getQueryString();
    return query == null || query.isEmpty() ? path : path + "?" + query;
  }

  @Override
  public String authority() {
    String host = exchange.getRequestHeaders().getFirst("host");
    return host == null ? UndertowTargets.authority(exchange) : host;
  }

  @Override
  public String scheme() {
    String scheme = exchange.getRequestScheme();
    return scheme == null ? "http" : scheme;
  }

  /** Of {@code Host} also that of a target in absolute form: both have to be the same. */
  @Override
  public List<String> headers(String name) {
    HeaderValues found = exchange.getRequestHeaders().get(name);
    List<String> values = found == null ? List.of() : new ArrayList<>(found);
    String authority = name.equals("host") ? UndertowTargets.authority(exchange) : "";
    if (!authority.isEmpty() && !values.isEmpty() && !authority.equalsIgnoreCase(values.get(0))) {
      values.add(authority);
    }
    return values;
  }

  @Override
  public void removeHeader(String name) {
    var unused = exchange.getRequestHeaders().remove(name);
  }

  @Override
  public void addHeader(String name, String value) {
    exchange.getRequestHeaders().add(new HttpString(name), value);
  }

  /** Undertow has parsed the query already, so that parameters which are gone go there too. */
  @Override
  public void setQuery(@Nullable String query) {
    exchange.setQueryString(query == null ? "" : query);
    Set<String> names = new HashSet<>();
    for (String pair : query == null ? new String[0] : query.split("[&;]", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      names.add(name);
      names.add(decoded(name));
    }
    boolean unused = exchange.getQueryParameters().keySet().retainAll(names);
  }

  @Override
  public @Nullable String protocolVersion() {
    return version(exchange.getProtocol().toString());
  }

  @Override
  public PathStyle pathStyle() {
    return PathStyle.SERVLET;
  }

  /** Requests begin on the thread that selects. */
  @Override
  public boolean mayWait() {
    return false;
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // No escapes that anybody could read: it is what it is.
      return name;
    }
  }
}
