package dev.weft.agent.http.undertow;

import dev.weft.bootstrap.http.Judged;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** What the woven server calls. None of it throws. */
public final class UndertowRequests {
  private UndertowRequests() {}

  /** Judges a request that begins: the handler it is to be given to. */
  public static HttpHandler admitted(HttpHandler handler, HttpServerExchange exchange) {
    if (isJudged(exchange)) {
      // Dispatched to another thread or handler.
      return handler;
    }
    Verdict verdict;
    try {
      verdict = ServerRequests.judge(exchange.getConnection(), new UndertowRequest(exchange));
    } catch (RuntimeException | LinkageError e) {
      verdict = ServerRequests.fault("http.undertow", e);
    }
    keep(exchange, verdict);
    return verdict.denied() ? new RefusingHandler(verdict) : handler;
  }

  /** Leaves an exchange alone that is no request. */
  public static void exempt(Object exchange) {
    keep(exchange, Verdict.ALLOWED);
  }

  private static boolean isJudged(Object exchange) {
    return exchange instanceof Judged slot && slot.weftVerdict() != null;
  }

  private static void keep(Object exchange, Verdict verdict) {
    if (exchange instanceof Judged slot) {
      slot.weftVerdict(verdict);
    }
  }
}
