package dev.weft.agent.http.jettyclient;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientExchanges;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What the woven client calls. None of it throws. */
public final class JettyClientRequests {
  private JettyClientRequests() {}

  /** A request is about to be sent. One for a tunnel is the library's own. */
  public static void made(Object exchange, HttpRequest request) {
    if (exchange instanceof Keeping keeping && !"CONNECT".equals(request.getMethod())) {
      ClientExchanges call = ClientExchanges.of(request.getConversation());
      keeping.weftKeep(ClientRequests.begin(call.parent(), new JettyClientRequest(request, call)));
    }
  }

  /** The head of its answer has come, unless it is to be followed by another. */
  public static void answered(HttpExchange exchange) {
    int status = exchange.getResponse().getStatus();
    if (status == 101 || status >= 200) {
      end(exchange, status, null);
    }
  }

  /** There will be no answer, unless there is no failure. */
  public static void failed(Object exchange, @Nullable Throwable failure) {
    if (failure != null) {
      end(exchange, 0, failure);
    }
  }

  private static void end(Object exchange, int status, @Nullable Throwable failure) {
    if (exchange instanceof Keeping keeping && keeping.weftKept() instanceof ClientExchange kept) {
      ClientRequests.carried(kept, exchange);
      ClientRequests.end(kept, status, failure);
      keeping.weftKeep(null);
    }
  }
}
