package dev.weft.agent.http.jdkclient;

import dev.weft.bootstrap.http.ClientExchange;
import java.util.concurrent.CompletableFuture;
import jdk.internal.net.http.HttpRequestImpl;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code MultiExchange} and {@code Exchange}. */
final class ExchangeAdvice {
  private ExchangeAdvice() {}

  /** {@code MultiExchange.responseAsync}: on the thread of the program that sends. */
  static final class Sent {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object sent) {
      JdkClientRequests.sent(sent);
    }
  }

  /** {@code Exchange.responseAsync}: one request, on any thread. */
  static final class Attempted {
    @Advice.OnMethodEnter
    static @Nullable ClientExchange enter(
        @Advice.FieldValue("multi") Object sent,
        @Advice.FieldValue("request") HttpRequestImpl request) {
      return JdkClientRequests.begin(sent, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.This Object attempt,
        @Advice.Enter @Nullable ClientExchange exchange,
        @Advice.Return @Nullable CompletableFuture<?> answer,
        @Advice.Thrown @Nullable Throwable failure) {
      JdkClientRequests.await(exchange, attempt, answer, failure);
    }
  }
}
