package dev.weft.agent.http.jettyclient9;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientExchanges;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.ServerRequests;
import org.eclipse.jetty.client.HttpExchange;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** What the woven client calls. None of it throws. */
public final class JettyClient9Requests {
  /** More than end points are ever put around one another. */
  private static final int MOST_END_POINTS = 16;

  private JettyClient9Requests() {}

  /** A request is about to be sent. One for a tunnel is the library's own. */
  public static void made(HttpExchange exchange) {
    try {
      HttpRequest request = exchange.getRequest();
      if (exchange instanceof Keeping keeping && !"CONNECT".equals(request.getMethod())) {
        ClientExchanges call = ClientExchanges.of(exchange.getConversation());
        keeping.weftKeep(
            ClientRequests.begin(call.parent(), new JettyClient9Request(request, call)));
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.client.begin", t);
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
      ClientRequests.carried(kept, channel(exchange));
      ClientRequests.end(kept, status, failure);
      keeping.weftKeep(null);
    }
  }

  /** The channel of its connection, which links and Jetty's own methods lead to; null without. */
  private static @Nullable Object channel(Object exchange) {
    try {
      Object at = ServerRequests.end(exchange);
      if (at instanceof Connection connection) {
        at = connection.getEndPoint();
      }
      for (int i = 0; i < MOST_END_POINTS && at instanceof EndPoint endPoint; i++) {
        at = endPoint.getTransport();
      }
      return at;
    } catch (Throwable t) {
      ClientRequests.fault("http.client.carried", t);
      return null;
    }
  }
}
