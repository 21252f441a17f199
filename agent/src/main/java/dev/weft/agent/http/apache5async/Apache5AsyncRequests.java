package dev.weft.agent.http.apache5async;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientExchanges;
import dev.weft.bootstrap.http.ClientRequests;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What the woven client calls. None of it throws. */
public final class Apache5AsyncRequests {
  private Apache5AsyncRequests() {}

  /** A request is about to be sent; returns null when nobody follows it. */
  public static @Nullable Apache5AsyncAnswer begin(
      HttpRequest request, AsyncExecChain.Scope scope, AsyncExecCallback callback) {
    try {
      ClientExchanges call = ClientExchanges.of(scope.execRuntime);
      ClientExchange exchange =
          ClientRequests.begin(
              call.parent(), new Apache5AsyncRequest(request, scope.route.getTargetHost(), call));
      return exchange == null
          ? null
          : new Apache5AsyncAnswer(callback, exchange, scope.execRuntime);
    } catch (Throwable t) {
      ClientRequests.fault("http.client.begin", t);
      return null;
    }
  }

  /** What is to be called back. */
  public static AsyncExecCallback callback(
      @Nullable Apache5AsyncAnswer answer, AsyncExecCallback callback) {
    return answer == null ? callback : answer;
  }

  /** It could not even begin, unless there is no failure. */
  public static void thrown(@Nullable Apache5AsyncAnswer answer, @Nullable Throwable failure) {
    if (answer != null && failure != null) {
      answer.end(0, failure);
    }
  }
}
