package dev.weft.agent.http.jdkclient;

import dev.weft.bootstrap.http.Answering;
import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Waits for the head of an answer. */
public final class JdkClientAnswer implements BiConsumer<Object, Throwable> {
  private final ClientExchange exchange;
  private final Object attempt;

  JdkClientAnswer(ClientExchange exchange, Object attempt) {
    this.exchange = exchange;
    this.attempt = attempt;
  }

  @Override
  public void accept(@Nullable Object answer, @Nullable Throwable failure) {
    ClientRequests.carried(exchange, attempt);
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    ClientRequests.end(
        exchange,
        answer instanceof Answering answering ? answering.weftStatus() : 0,
        cause == null ? failure : cause);
  }
}
