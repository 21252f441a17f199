package dev.weft.agent.http.apache5;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** What the woven client calls. None of it throws. */
public final class Apache5Requests {
  private Apache5Requests() {}

  /** A request is about to be sent; returns null when nobody follows it. */
  public static @Nullable ClientExchange begin(ClassicHttpRequest request, ExecChain.Scope scope) {
    return ClientRequests.beginCall(new Apache5Request(request, scope.route.getTargetHost()));
  }

  /** It has been answered, or has failed. */
  public static void end(
      @Nullable ClientExchange exchange,
      @Nullable ClassicHttpResponse response,
      @Nullable Throwable failure) {
    ClientRequests.endCall(exchange, response == null ? 0 : response.getCode(), failure);
  }
}
