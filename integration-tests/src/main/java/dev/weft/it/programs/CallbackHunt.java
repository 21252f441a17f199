package dev.weft.it.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Asks a server of its own a thousand times at once, each time under a trace of its own. The server
 * notes what it works under wherever it is called back, asks a further server there, and answers
 * with all of that: {@code PLACE=CONTEXT ... asked=TRACEPARENT}. Prints {@code span TRACE SPAN
 * TRACEPARENT} for each request whose places all had its context, and what threads have kept.
 */
final class CallbackHunt implements AutoCloseable {
  private static final int MANY = 1_000;
  private static final long PATIENCE_SECONDS = 60;
  private static final String CALLER_SPAN = "00f067aa0ba902b7";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService workers = Executors.newFixedThreadPool(8);
  private final HttpServer further;

  private CallbackHunt(HttpServer further) {
    this.further = further;
  }

  /** Starts the further server. */
  static CallbackHunt start() throws IOException {
    HttpServer further =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MANY);
    CallbackHunt hunt = new CallbackHunt(further);
    further.setExecutor(hunt.workers);
    further.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String seen = exchange.getRequestHeaders().getFirst("traceparent");
            byte[] text = String.valueOf(seen).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
          }
        });
    further.start();
    return hunt;
  }

  /** Asks the further server from where the calling thread is; what it saw. */
  CompletableFuture<String> ask() {
    URI uri = URI.create("http://127.0.0.1:" + further.getAddress().getPort() + "/");
    return client
        .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  /**
   * Asks the server at {@code port}.
   *
   * @param places how many it has at least
   * @param pools threads that must be without a context afterwards
   */
  void hunt(int port, int places, List<Executor> pools) throws Exception {
    awaitTracing(port);
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      answers.add(send(port, 1_000 + i));
    }
    int wrong = 0;
    for (int i = 0; i < MANY; i++) {
      String answer = answers.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String found = found(answer, trace(1_000 + i), places);
      if (found.isEmpty()) {
        wrong++;
      }
      System.out.println(found.isEmpty() ? "odd " + trace(1_000 + i) + " " + answer : found);
    }
    System.out.println("hunted asked=" + MANY + " wrong=" + wrong);
    int leaks = 0;
    for (Executor pool : pools) {
      leaks += leaks(pool);
    }
    System.out.println("leaks=" + leaks);
    System.out.println("done");
  }

  private CompletableFuture<String> send(int port, int number) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("traceparent", "00-" + trace(number) + "-" + CALLER_SPAN + "-01")
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(1_000)))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  private static String trace(int number) {
    return "4bf92f3577b34da6%016x".formatted(number);
  }

  /** What tracing takes is made beside the start. */
  private void awaitTracing(int port) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String answer = "";
    for (int number = 1; System.nanoTime() < end; number++) {
      answer = send(port, number).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer.contains("=" + trace(number))) {
        return;
      }
    }
    throw new IllegalStateException("no request is traced: " + answer);
  }

  /** The line for an answer; empty when some place had another context than the first. */
  private static String found(String answer, String trace, int places) {
    String[] words = answer.trim().split(" ", -1);
    String first = words[0].substring(words[0].indexOf('=') + 1);
    String asked = words[words.length - 1];
    for (int i = 0; i < words.length - 1; i++) {
      if (!words[i].substring(words[i].indexOf('=') + 1).equals(first)) {
        return "";
      }
    }
    String[] parts = first.split("-", -1);
    boolean right =
        words.length > places
            && parts.length == 3
            && parts[0].equals(trace)
            && asked.startsWith("asked=00-" + trace + "-");
    return right
        ? "span " + trace + " " + parts[1] + " " + asked.substring(asked.indexOf('=') + 1)
        : "";
  }

  private static int leaks(Executor pool) throws InterruptedException {
    int leaks = 0;
    for (int i = 0; i < 200; i++) {
      List<String> seen = new ArrayList<>();
      CountDownLatch looked = new CountDownLatch(1);
      pool.execute(
          () -> {
            seen.add(Traced.context());
            looked.countDown();
          });
      if (!looked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no threads");
      }
      leaks += seen.get(0).equals("none") ? 0 : 1;
    }
    return leaks;
  }

  @Override
  public void close() {
    further.stop(0);
    workers.shutdownNow();
  }
}
