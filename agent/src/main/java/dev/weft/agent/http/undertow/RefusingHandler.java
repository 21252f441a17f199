package dev.weft.agent.http.undertow;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;

/** Answers a refused request instead of the application's handlers; Undertow reads the body off. */
public final class RefusingHandler implements HttpHandler {
  private final Verdict verdict;

  RefusingHandler(Verdict verdict) {
    this.verdict = verdict;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.setStatusCode(verdict.status());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
    String challenge = verdict.challenge();
    if (challenge != null) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, challenge);
    }
    if (HttpContinue.requiresContinueResponse(exchange)) {
      // The body will not come: nothing is to wait for it, and nothing can follow it.
      exchange.setPersistent(false);
      Connectors.terminateRequest(exchange);
    }
    exchange.getResponseSender().send(verdict.text());
    ServerRequests.refused(verdict);
  }
}
