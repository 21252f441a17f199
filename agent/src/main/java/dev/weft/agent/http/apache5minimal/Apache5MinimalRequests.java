package dev.weft.agent.http.apache5minimal;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/** What the woven clients call. None of it throws. */
public final class Apache5MinimalRequests {
  private Apache5MinimalRequests() {}

  /** A request is about to be sent on this thread; returns null when nobody follows it. */
  public static @Nullable ClientExchange begin(
      @Nullable HttpHost target, ClassicHttpRequest request) {
    return ClientRequests.beginCall(new Apache5MinimalRequest(request, target));
  }

  /** It has been answered, or has failed. */
  public static void end(
      @Nullable ClientExchange exchange,
      @Nullable ClassicHttpResponse response,
      @Nullable Throwable failure) {
    ClientRequests.endCall(exchange, response == null ? 0 : response.getCode(), failure);
  }

  /** What is to be told of an exchange in the place of {@code handler}. */
  public static @Nullable AsyncClientExchangeHandler around(
      @Nullable AsyncClientExchangeHandler handler) {
    return handler == null ? null : new Apache5MinimalExchange(handler);
  }
}
