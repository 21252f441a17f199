package dev.weft.it.programs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Asks {@link AsyncServlet} in a container of its own, many at once under traces of their own, and
 * tells whether each place of each request had the context of its request, and whether a thread has
 * kept any.
 */
public final class ServletContexts {
  private static final int CALLERS = 12;
  private static final int FLOWS = 400;
  private static final int TIMEOUTS = 40;
  private static final int READS = 200;
  private static final int FLOODS = 24;
  private static final long PATIENCE_SECONDS = 20;
  private static final String CALLER_SPAN = "00f067aa0ba902b7";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ServletContainer container;
  private final AsyncServlet servlet;
  private int wrong;

  private ServletContexts(ServletContainer container, AsyncServlet servlet) {
    this.container = container;
    this.servlet = servlet;
  }

  /** Arguments: CONTAINER PACKAGE, that of the servlet API. */
  public static void main(String[] args) throws Exception {
    AsyncServlet servlet = new AsyncServlet(args[1]);
    ServletContexts contexts =
        new ServletContexts(ServletContainer.start(args[0], servlet), servlet);
    contexts.awaitTracing();
    contexts.hunt("flows", 1_000, FLOWS, "/flow", 4);
    contexts.hunt("timeouts", 10_000, TIMEOUTS, "/timeout", 1);
    SlowCaller slow =
        new SlowCaller(contexts.container.port(), servlet.streaming(), PATIENCE_SECONDS);
    contexts.hunt("reads", 20_000, READS, 5, it -> ask(slow, "/read", "01234", it));
    contexts.hunt("floods", 30_000, FLOODS, 3, it -> ask(slow, "/flood", "", it));
    contexts.awaitCompleted();
    System.out.println("leaks=" + contexts.leaks());
    System.out.println("done");
    Serving.untilToldToStop(contexts.container.port());
    // The containers' threads are no daemons.
    System.exit(0);
  }

  private static String trace(int number) {
    return "4bf92f3577b34da6%016x".formatted(number);
  }

  private String ask(int number, String path) throws Exception {
    String trace = trace(number);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + container.port() + path))
            .header("traceparent", "00-" + trace + "-" + CALLER_SPAN + "-01")
            .header("x-id", trace)
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** What tracing takes is made beside the start. */
  private void awaitTracing() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    int number = 0;
    String answer;
    do {
      answer = ask(++number, "/flow");
      if (answer.contains("first=" + trace(number))) {
        return;
      }
    } while (System.nanoTime() < end);
    throw new IllegalStateException("no request is traced: " + answer);
  }

  /** Prints the span of each request whose places all had it, and how many had not. */
  private void hunt(String what, int first, int many, String path, int places) throws Exception {
    hunt(what, first, many, places, number -> ask(number, path));
  }

  /** By a caller that lets the server wait. */
  private static String ask(SlowCaller slow, String path, String half, int number)
      throws Exception {
    String trace = trace(number);
    return slow.ask(path, half, trace, "00-" + trace + "-" + CALLER_SPAN + "-01");
  }

  /** Sends the request of a number. */
  private interface Asking {
    String ask(int number) throws Exception;
  }

  private void hunt(String what, int first, int many, int places, Asking asking) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      int number = first + i;
      answers.add(callers.submit(() -> asking.ask(number)));
    }
    int odd = 0;
    for (int i = 0; i < many; i++) {
      String answer = answers.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String span = span(answer, trace(first + i), places);
      if (span.isEmpty()) {
        odd++;
        System.out.println("odd " + trace(first + i) + " " + answer);
      } else {
        System.out.println("span " + trace(first + i) + " " + span);
      }
    }
    callers.shutdownNow();
    System.out.println(what + " asked=" + many + " wrong=" + odd);
  }

  /** The one span that every place had, of that trace; empty when there is none. */
  private static String span(String answer, String trace, int places) {
    String[] seen = answer.split(" ", -1);
    String all = seen[0].substring(seen[0].indexOf('=') + 1);
    for (String place : seen) {
      if (!place.substring(place.indexOf('=') + 1).equals(all)) {
        return "";
      }
    }
    String[] parts = all.split("-", -1);
    return seen.length >= places && parts.length == 3 && parts[0].equals(trace) ? parts[1] : "";
  }

  /** Listeners are told of the end after the answer. */
  private void awaitCompleted() throws Exception {
    boolean all = servlet.awaitCompleted(FLOWS + 1, PATIENCE_SECONDS);
    servlet
        .completed()
        .forEach(
            (id, context) -> {
              if (!context.startsWith(id + "-")) {
                wrong++;
                System.out.println("odd " + id + " completed=" + context);
              }
            });
    System.out.println("completed all=" + all + " wrong=" + wrong);
  }

  /** How many threads of the container work under a context though nobody is served. */
  private int leaks() throws Exception {
    int leaks = 0;
    for (int round = 0; round < 20; round++) {
      int together = 4;
      CountDownLatch there = new CountDownLatch(together);
      CountDownLatch looked = new CountDownLatch(together);
      List<String> seen = Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < together; i++) {
        container
            .pool()
            .execute(
                () -> {
                  seen.add(Traced.context());
                  there.countDown();
                  awaitUnchecked(there);
                  looked.countDown();
                });
      }
      if (!looked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no threads");
      }
      leaks += (int) seen.stream().filter(it -> !it.equals("none")).count();
    }
    return leaks;
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      boolean unused = latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
