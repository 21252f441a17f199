package dev.weft.it.programs;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Callers that each work under a trace of their own, whose requests have to come out in it: a few
 * one after the other, then many at once.
 */
final class Callers {
  private static final int WAITING = 99;
  private static final int THREADS = 8;
  private static final long PATIENCE_SECONDS = 30;

  /** A name that nobody has (RFC 6761 section 6.4). */
  static final String NOWHERE = "nowhere.invalid";

  /** How a client sends; the answer's text has the {@code traceparent} that its server saw. */
  interface Asking {
    /** Asks from the calling thread; {@code POST} has a body. */
    CompletableFuture<String> ask(String method, String path) throws Exception;
  }

  private Callers() {}

  /** Asks until a request comes out in its trace: what tracing takes is made beside the start. */
  static void awaitTracing(Asking client) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      String answer =
          under(WAITING, () -> client.ask("GET", "/")).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer.contains(" 00-" + trace(WAITING) + "-")) {
        return;
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("no request is traced");
  }

  /** Asks once under the trace {@code number} and prints how it went. */
  static void say(String what, int number, Asking client, String method, String path)
      throws Exception {
    String answer =
        under(number, () -> client.ask(method, path)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    System.out.println(what + " " + answer);
  }

  /** Asks once under the trace {@code number} for what nobody answers. */
  static void fail(String what, int number, Asking client) throws Exception {
    CompletableFuture<String> answer = under(number, () -> client.ask("GET", "/in?vain"));
    try {
      System.out.println(what + " " + answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      System.out.println(what + " failed");
    }
  }

  /** A port on which nobody listens. */
  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      System.out.println("closed " + socket.getLocalPort());
      return socket.getLocalPort();
    }
  }

  /** Asks twice, the second time where the first answer has come, and prints the second. */
  static void chain(int number, Asking client) throws Exception {
    CompletableFuture<String> second =
        under(
            number,
            () -> client.ask("GET", "/").thenCompose(first -> unchecked(client, "GET", "/")));
    System.out.println("chain " + second.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** Has 300 callers ask at once, whose numbers begin at 1000. */
  static void hunt(Asking client) throws Exception {
    hunt(client, 1000, 300);
  }

  /**
   * Has callers ask at once, and prints how many of their requests came out elsewhere.
   *
   * @param first the first one's number
   * @param many how many there are
   */
  static void hunt(Asking client, int first, int many) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      answers.add(answer);
      Caller caller = new Caller(first + i, i % 2 == 0 ? "GET" : "POST", client, answer);
      threads.execute(caller::run);
    }
    int wrong = 0;
    for (int i = 0; i < many; i++) {
      String answer = answers.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!answer.contains(" 00-" + trace(first + i) + "-")) {
        wrong++;
      }
    }
    threads.shutdownNow();
    System.out.println("hunted " + many + " wrong " + wrong);
  }

  /** One of many. */
  private record Caller(
      int number, String method, Asking client, CompletableFuture<String> answer) {
    void run() {
      try {
        var unused =
            under(number, () -> client.ask(method, "/"))
                .whenComplete(
                    (text, failure) -> {
                      if (failure == null) {
                        answer.complete(text);
                      } else {
                        answer.completeExceptionally(failure);
                      }
                    });
      } catch (Exception e) {
        answer.completeExceptionally(e);
      }
    }
  }

  static CompletableFuture<String> unchecked(Asking client, String method, String path) {
    try {
      return client.ask(method, path);
    } catch (Exception e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The trace id of a caller. */
  static String trace(int number) {
    return "%032x".formatted(number);
  }

  /** Has the calling thread work under a trace, in which its span has the same number. */
  static <T> T under(int number, Callable<T> work) throws Exception {
    Class<?> contexts = Class.forName("dev.weft.bootstrap.trace.TraceContext", true, null);
    Class<?> scopes = Class.forName("dev.weft.bootstrap.trace.TraceScope", true, null);
    Object context =
        contexts
            .getConstructor(long.class, long.class, long.class, int.class, String.class)
            .newInstance(0L, (long) number, (long) number, 1, "");
    Method open = scopes.getMethod("open", contexts);
    Object scope = open.invoke(null, context);
    try {
      return work.call();
    } finally {
      Object unused = scopes.getMethod("close").invoke(scope);
    }
  }
}
