package dev.weft.agent.http.apache5async;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceScope;
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
      Apache5AsyncCall call = call(scope.execRuntime);
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

  /** The first request of a call is made by the thread of the program. */
  private static Apache5AsyncCall call(Object runtime) {
    if (runtime instanceof Keeping keeping) {
      if (keeping.weftKept() instanceof Apache5AsyncCall known) {
        return known;
      }
      Apache5AsyncCall call = new Apache5AsyncCall(TraceScope.current());
      keeping.weftKeep(call);
      return call;
    }
    return new Apache5AsyncCall(TraceScope.current());
  }
}
