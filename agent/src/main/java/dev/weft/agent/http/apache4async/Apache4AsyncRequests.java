package dev.weft.agent.http.apache4async;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import java.util.concurrent.CancellationException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;
import org.jspecify.annotations.Nullable;

/** What the woven client calls. None of it throws. */
public final class Apache4AsyncRequests {
  private Apache4AsyncRequests() {}

  /** The program sends something, and works under what is current now. */
  public static void started(Object handler) {
    if (handler instanceof Keeping keeping) {
      keeping.weftKeep(new Apache4AsyncCall());
    }
  }

  /** A connection is looked for, for this request; a request before it has none any more. */
  public static void connecting(
      Object handler, @Nullable HttpRequestWrapper request, @Nullable HttpRoute route) {
    Apache4AsyncCall call = call(handler);
    if (call != null) {
      end(handler, call, new ConnectionClosedException("Connection closed"));
      call.sent.follow(null);
      call.request = request;
      call.route = route;
      call.connectingSince = System.nanoTime();
    }
  }

  /** A request goes out. One for a tunnel is the library's own. */
  public static void sending(Object handler, @Nullable HttpRequest request) {
    Apache4AsyncCall call = call(handler);
    if (call != null
        && request instanceof HttpRequestWrapper wrapper
        && !wrapper.getRequestLine().getMethod().equals("CONNECT")) {
      call.request = wrapper;
      begin(call);
    }
  }

  /** The head of an answer has come. */
  public static void answered(Object handler, HttpResponse response) {
    Apache4AsyncCall call = call(handler);
    if (call != null) {
      ClientExchange exchange = call.sent.exchange();
      ClientRequests.carried(exchange, handler);
      ClientRequests.end(exchange, response.getStatusLine().getStatusCode(), null);
    }
  }

  /** There will be no answer, or no more of it. */
  public static void failed(Object handler, Exception failure) {
    Apache4AsyncCall call = call(handler);
    if (call != null) {
      if (call.connectingSince != 0) {
        begin(call);
      }
      end(handler, call, failure);
    }
  }

  /** The program does not want an answer any more. */
  public static void cancelled(Object handler) {
    failed(handler, new CancellationException());
  }

  /** The client is done with the call, also because it shuts down. */
  public static void released(Object handler) {
    Apache4AsyncCall call = call(handler);
    if (call != null) {
      end(handler, call, new ConnectionClosedException("Connection closed"));
    }
  }

  private static void begin(Apache4AsyncCall call) {
    HttpRequestWrapper request = call.request;
    HttpRoute route = call.route;
    if (request != null && route != null) {
      call.sent.follow(
          ClientRequests.begin(
              call.sent.parent(), new Apache4AsyncRequest(request, route.getTargetHost(), call)));
    }
    call.connectingSince = 0;
  }

  /** Does nothing when it has been answered. */
  private static void end(Object handler, Apache4AsyncCall call, Exception failure) {
    ClientExchange exchange = call.sent.exchange();
    if (exchange != null) {
      ClientRequests.carried(exchange, handler);
      ClientRequests.end(exchange, 0, failure);
    }
  }

  private static @Nullable Apache4AsyncCall call(Object handler) {
    return handler instanceof Keeping keeping && keeping.weftKept() instanceof Apache4AsyncCall kept
        ? kept
        : null;
  }
}
