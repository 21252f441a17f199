package dev.weft.agent.http.apache4;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;
import org.jspecify.annotations.Nullable;

/** What the woven client calls. None of it throws. */
public final class Apache4Requests {
  private Apache4Requests() {}

  /** A request is about to be sent; returns null when nobody follows it. */
  public static @Nullable ClientExchange begin(HttpRequestWrapper request, HttpRoute route) {
    return ClientRequests.beginCall(new Apache4Request(request, route.getTargetHost()));
  }

  /** It has been answered, or has failed. */
  public static void end(
      @Nullable ClientExchange exchange,
      @Nullable HttpResponse response,
      @Nullable Throwable failure) {
    int status = response == null ? 0 : response.getStatusLine().getStatusCode();
    ClientRequests.endCall(exchange, status, failure);
  }
}
