package dev.weft.agent.http.okhttp;

import dev.weft.bootstrap.http.ClientExchange;
import okhttp3.Connection;
import org.jspecify.annotations.Nullable;

/** One request on its way through the last of the chain. Of one thread. */
public final class OkHttpAttempt {
  /** What the thread was at before, such as a request that one of its interceptors waits for. */
  final @Nullable OkHttpAttempt outer;

  /** A {@code System.nanoTime()}. */
  final long startNanoTime;

  @Nullable Connection connection;
  @Nullable ClientExchange exchange;
  boolean sent;

  /** Whether it began with its sending, because this thread has not connected it. */
  boolean endsWithAnswer;

  OkHttpAttempt(@Nullable OkHttpAttempt outer, long startNanoTime) {
    this.outer = outer;
    this.startNanoTime = startNanoTime;
  }
}
