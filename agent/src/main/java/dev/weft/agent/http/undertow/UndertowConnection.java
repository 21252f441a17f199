package dev.weft.agent.http.undertow;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The traced requests of one connection that are not answered yet: one at a time with HTTP/1.1, one
 * for each open stream with HTTP/2. Listens once for the connection's end, however many requests it
 * carries. Safe for any thread.
 */
public final class UndertowConnection
    implements ServerConnection.CloseListener, ExchangeCompletionListener {
  private static final AttachmentKey<UndertowConnection> KEY =
      AttachmentKey.create(UndertowConnection.class);

  private final Map<HttpServerExchange, Verdict> open = new ConcurrentHashMap<>();

  private UndertowConnection() {}

  /** Follows {@code exchange} to its end. */
  static void follow(HttpServerExchange exchange, Verdict verdict) {
    ServerConnection connection = exchange.getConnection();
    // Exchanges of a connection begin on its one thread.
    UndertowConnection known = connection.getAttachment(KEY);
    if (known == null) {
      known = new UndertowConnection();
      UndertowConnection unused = connection.putAttachment(KEY, known);
      connection.addCloseListener(known);
    }
    known.open.put(exchange, verdict);
    HttpServerExchange unusedSame = exchange.addExchangeCompleteListener(known);
  }

  @Override
  public void closed(ServerConnection connection) {
    for (Verdict verdict : open.values()) {
      ServerRequests.finished(verdict, 0, "connection_closed");
    }
    open.clear();
  }

  @Override
  public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
    try {
      Verdict verdict = open.remove(exchange);
      if (exchange.isResponseComplete() && exchange.getConnection().isOpen()) {
        ServerRequests.finished(verdict, exchange.getStatusCode(), null);
      } else {
        ServerRequests.finished(verdict, 0, "connection_closed");
      }
    } finally {
      next.proceed();
    }
  }
}
