package dev.weft.agent.http.undertow;

import dev.weft.bootstrap.http.Judged;
import dev.weft.bootstrap.http.RequestContexts;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What the woven server calls. None of it throws. */
public final class UndertowRequests {
  private UndertowRequests() {}

  /** Judges a request that begins: the handler it is to be given to. */
  public static HttpHandler admitted(HttpHandler handler, HttpServerExchange exchange) {
    if (isJudged(exchange)) {
      // Dispatched to another thread or handler.
      return handler;
    }
    Verdict verdict;
    try {
      verdict = ServerRequests.judge(exchange.getConnection(), new UndertowRequest(exchange));
    } catch (RuntimeException | LinkageError e) {
      verdict = ServerRequests.fault("http.undertow", e);
    }
    keep(exchange, verdict);
    if (verdict.denied()) {
      return new RefusingHandler(verdict);
    }
    if (verdict.isTraced()) {
      follow(exchange, verdict);
    }
    return handler;
  }

  private static void follow(HttpServerExchange exchange, Verdict verdict) {
    try {
      UndertowConnection.follow(exchange, verdict);
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.undertow", e);
    }
  }

  /** A handler is called for the exchange. */
  public static @Nullable TraceScope enter(HttpServerExchange exchange) {
    return ServerRequests.enter(verdict(exchange));
  }

  /**
   * What is to be run instead of {@code task}. The JDK's pools carry contexts by themselves, and
   * Undertow's worker need not be one of them. Other executors are given the application's own.
   *
   * @param executor null for Undertow's worker
   */
  public static Runnable dispatched(
      HttpServerExchange exchange, @Nullable Executor executor, Runnable task) {
    return executor == null || isUndertows(executor, exchange)
        ? RequestContexts.bound(exchange, task)
        : task;
  }

  private static boolean isUndertows(Executor executor, HttpServerExchange exchange) {
    return executor == exchange.getConnection().getWorker()
        || executor == exchange.getConnection().getIoThread();
  }

  /** Leaves an exchange alone that is no request. */
  public static void exempt(Object exchange) {
    keep(exchange, Verdict.ALLOWED);
  }

  private static boolean isJudged(Object exchange) {
    return verdict(exchange) != null;
  }

  private static @Nullable Verdict verdict(Object exchange) {
    return exchange instanceof Judged slot ? slot.weftVerdict() : null;
  }

  private static void keep(Object exchange, Verdict verdict) {
    if (exchange instanceof Judged slot) {
      slot.weftVerdict(verdict);
    }
  }
}
