package dev.weft.agent.http.jdkclient;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.concurrent.CompletableFuture;
import jdk.internal.net.http.HttpRequestImpl;
import org.jspecify.annotations.Nullable;

/** What the woven client calls. None of it throws. */
public final class JdkClientRequests {
  private JdkClientRequests() {}

  /** The program sends something, and works under what is current now. */
  public static void sent(Object sent) {
    if (sent instanceof Keeping keeping) {
      keeping.weftKeep(TraceScope.current());
    }
  }

  /** A request goes out for what was sent; returns null when nobody follows it. */
  public static @Nullable ClientExchange begin(Object sent, HttpRequestImpl request) {
    TraceContext parent =
        sent instanceof Keeping keeping && keeping.weftKept() instanceof TraceContext kept
            ? kept
            : null;
    return ClientRequests.begin(parent, new JdkClientRequest(request));
  }

  /** Has the end of the request told, now or when its answer comes. */
  public static void await(
      @Nullable ClientExchange exchange,
      Object attempt,
      @Nullable CompletableFuture<?> answer,
      @Nullable Throwable failure) {
    if (exchange == null) {
      return;
    }
    if (answer == null) {
      ClientRequests.end(exchange, 0, failure);
      return;
    }
    CompletableFuture<?> unused = answer.whenComplete(new JdkClientAnswer(exchange, attempt));
  }
}
