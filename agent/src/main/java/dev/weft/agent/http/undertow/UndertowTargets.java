package dev.weft.agent.http.undertow;

import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;

/** What a request asks for, in origin form. */
public final class UndertowTargets {
  private UndertowTargets() {}

  /**
   * The path as it was sent. Where Undertow does not keep that apart, which is for targets in
   * absolute form and where it lets unescaped characters in and decodes everything: the path that
   * handlers see, escaped.
   */
  static String path(HttpServerExchange exchange) {
    boolean sent =
        !exchange.isHostIncludedInRequestURI()
            && !exchange
                .getConnection()
                .getUndertowOptions()
                .get(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false);
    return sent ? exchange.getRequestURI() : escaped(exchange.getRequestPath());
  }

  /** The authority of a target in absolute form; empty when it is in none. */
  static String authority(HttpServerExchange exchange) {
    if (!exchange.isHostIncludedInRequestURI()) {
      return "";
    }
    String uri = exchange.getRequestURI();
    int start = uri.indexOf("//") + 2;
    int end = start;
    while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    return start < 2 ? "" : uri.substring(start, end);
  }

  private static String escaped(String path) {
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23").replace(" ", "%20");
  }
}
