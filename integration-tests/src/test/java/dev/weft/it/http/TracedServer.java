package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Admin;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A server program whose agent traces everything, a client in the mesh, one outside of it, and the
 * collector.
 */
final class TracedServer implements AutoCloseable {
  static final String PARENT_SPAN = "00f067aa0ba902b7";
  static final String EVERYTHING = "{\"tracing\":[{\"randomSamplingPercentage\":100}]}";
  static final String NOTHING = "{\"tracing\":[{\"randomSamplingPercentage\":0}]}";
  static final String CALLER = "spiffe://weft.local/ns/front/sa/client";

  private final TestMesh mesh;
  private final Collector collector;
  private final TestMesh.AgentFlag agent;
  private final JvmProcess server;
  private final RawHttpControl client;
  private final HttpClient outsider =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private int traces;

  private TracedServer(
      TestMesh mesh, Collector collector, Function<List<String>, JvmProcess> program)
      throws IOException {
    this.mesh = mesh;
    this.collector = collector;
    this.agent = mesh.agent("back", "server");
    List<String> options = new ArrayList<>(agent.options());
    options.addAll(collector.options());
    this.server = program.apply(options);
    this.port = server.awaitPort();
    this.client = RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options());
  }

  /**
   * Starts all of it.
   *
   * @param program starts the server program with JVM options
   */
  static TracedServer start(Path folder, Function<List<String>, JvmProcess> program)
      throws Exception {
    TestMesh mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "PERMISSIVE");
    TracedServer started = new TracedServer(mesh, Collector.start(), program);
    started.awaitTracer();
    started.traceEverything();
    return started;
  }

  /** The tracer is made beside the program's start. */
  private void awaitTracer() {
    await().untilAsserted(() -> assertThat(send("/now", newTrace(), "01")).contains("context="));
    await().untilAsserted(() -> assertThat(send("/now", newTrace(), "01")).doesNotContain("none"));
  }

  @Override
  public void close() {
    assertThat(server.stderr()).isEmpty();
    client.close();
    server.close();
    collector.close();
    mesh.close();
  }

  Admin admin() {
    return mesh.admin();
  }

  Collector collector() {
    return collector;
  }

  int port() {
    return port;
  }

  /** Records every trace that begins here, from when this returns on. */
  void traceEverything() throws Exception {
    admin().telemetry("back", "all", EVERYTHING);
    awaitFlags("03");
  }

  /** Until traces that begin here have those flags, several times in a row. */
  void awaitFlags(String flags) {
    await()
        .untilAsserted(
            () -> {
              for (int i = 0; i < 5; i++) {
                assertThat(ask("")).contains("-" + flags + " ");
              }
            });
  }

  /** The id of a trace that nobody has used. */
  String newTrace() {
    return "4bf92f3577b34da6%016x".formatted(++traces);
  }

  /** The lines of the access log. */
  List<String> accessLines() throws IOException {
    assertThat(agent.lines()).noneMatch(it -> it.contains(" event=access "));
    return agent.accessLines();
  }

  /** What the client in the mesh is answered, as {@code status body}. */
  String send(String path, String trace, String flags) {
    return client.send(port, get(path, trace, flags));
  }

  /** As {@link #send}, in a request that belongs to no trace. */
  String sendUntraced(String path) {
    return client.send(port, "GET " + path + " HTTP/1.1\r\nHost: a.test\r\n\r\n");
  }

  /** As {@link #send}, of two requests that are sent at once on one connection. */
  String sendBehindEachOther(String path, String first, String second) {
    return client.send(port, 2, get(path, first, "01") + get(path, second, "01"));
  }

  static String get(String path, String trace, String flags) {
    return "GET %s HTTP/1.1\r\nHost: a.test\r\ntraceparent: 00-%s-%s-%s\r\n\r\n"
        .formatted(path, trace, PARENT_SPAN, flags);
  }

  /** Asks for all at once, on connections that are used again. */
  List<String> askAll(List<String> ids) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> calls = new ArrayList<>();
      ids.forEach(id -> calls.add(() -> ask(id)));
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * What the client outside of the mesh is answered.
   *
   * @param trace the trace that the request belongs to; empty for none
   */
  String ask(String trace) throws IOException, InterruptedException {
    return outsider.send(request("/now", trace), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** As {@link #ask}, without waiting for the answer. */
  CompletableFuture<HttpResponse<String>> sendAsync(String path, String trace) {
    return outsider.sendAsync(request(path, trace), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest request(String path, String trace) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (!trace.isEmpty()) {
      request.header("traceparent", "00-" + trace + "-" + PARENT_SPAN + "-01");
    }
    return request.build();
  }

  static ConditionFactory await() {
    return Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20));
  }
}
