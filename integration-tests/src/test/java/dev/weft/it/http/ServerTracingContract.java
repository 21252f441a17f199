package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every server library whose requests are traced. The server answers with the trace
 * context that its thread works under: {@code context=TRACE-SPAN-FLAGS leaks=COUNT}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerTracingContract {
  private static final String PARENT_SPAN = "00f067aa0ba902b7";
  private static final String EVERYTHING = "{\"tracing\":[{\"randomSamplingPercentage\":100}]}";
  private static final String CALLER = "spiffe://weft.local/ns/front/sa/client";

  private TestMesh mesh;
  private Collector collector;
  private TestMesh.AgentFlag agent;
  private JvmProcess server;
  private RawHttpControl client;
  private HttpClient outsider;
  private int port;
  private int traces;

  /** Starts the server program with those JVM options. */
  abstract JvmProcess startServer(List<String> options);

  @BeforeAll
  final void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "PERMISSIVE");
    collector = Collector.start();
    agent = mesh.agent("back", "server");
    List<String> options = new ArrayList<>(agent.options());
    options.addAll(collector.options());
    server = startServer(options);
    port = server.awaitPort();
    client = RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options());
    outsider = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    // The tracer is made beside the program's start.
    await().untilAsserted(() -> assertThat(send("/now", newTrace(), "01")).contains("context="));
    await().untilAsserted(() -> assertThat(send("/now", newTrace(), "01")).doesNotContain("none"));
  }

  @AfterAll
  final void stop() {
    assertThat(server.stderr()).isEmpty();
    client.close();
    server.close();
    collector.close();
    mesh.close();
  }

  @AfterEach
  final void traceEverything() throws Exception {
    mesh.admin().telemetry("back", "all", EVERYTHING);
    awaitFlags("03");
  }

  @Test
  void request_ofASampledTrace_hasASpanUnderItsCaller() {
    String trace = newTrace();

    String answer = send("/now?secret=1", trace, "01");

    Span span = collector.awaitSpan(trace);
    assertThat(answer)
        .startsWith("200 context=" + trace + "-" + hex(span.getSpanId().toByteArray()) + "-01 ");
    assertThat(hex(span.getParentSpanId().toByteArray())).isEqualTo(PARENT_SPAN);
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.request.method", "GET")
        .containsEntry("http.response.status_code", "200")
        .containsEntry("url.path", "/now")
        .containsEntry("url.scheme", "http")
        .containsEntry("server.address", "a.test")
        .containsEntry("weft.source.identity", CALLER)
        .containsEntry("weft.destination.identity", "spiffe://weft.local/ns/back/sa/server")
        .containsEntry("weft.verdict", "allowed");
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
  }

  @Test
  void request_ofATraceThatIsNotSampled_isPassedOnWithoutASpan() {
    String trace = newTrace();
    assertThat(send("/now", trace, "00"))
        .startsWith("200 context=" + trace + "-" + PARENT_SPAN + "-00 ");

    String later = newTrace();
    assertThat(send("/now", later, "01")).startsWith("200 ");
    Span unused = collector.awaitSpan(later);
    assertThat(collector.spans(trace)).isEmpty();
  }

  @Test
  void request_answeredByAnotherThreadLater_endsWithItsAnswer() throws Exception {
    String trace = newTrace();
    Future<HttpResponse<String>> answer =
        outsider.sendAsync(request("/later", trace), HttpResponse.BodyHandlers.ofString());
    await().untilAsserted(() -> assertThat(send("/now", newTrace(), "00")).contains(" held=1 "));
    String meanwhile = newTrace();
    assertThat(send("/now", meanwhile, "01")).startsWith("200 ");
    Span unused = collector.awaitSpan(meanwhile);
    assertThat(collector.spans(trace)).isEmpty();
    assertThat(send("/go", newTrace(), "01")).startsWith("200 ");

    assertThat(answer.get().statusCode()).isEqualTo(202);
    Span span = collector.awaitSpan(trace);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.response.status_code", "202");
  }

  @Test
  void request_thatFails_hasAFailedSpan() {
    String trace = newTrace();
    assertThat(send("/fails", trace, "01")).startsWith("500 ");

    Span span = collector.awaitSpan(trace);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.response.status_code", "500")
        .containsEntry("error.type", "500");
  }

  @Test
  void request_whoseHandlerThrows_hasAFailedSpan() {
    String trace = newTrace();
    String unused = send("/throws", trace, "01");

    Span span = collector.awaitSpan(trace);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(Collector.attributes(span.getAttributesList())).containsKey("error.type");
  }

  @Test
  void request_refused_hasASpanAndADuration() throws Exception {
    mesh.admin()
        .authorize(
            "back",
            "rule",
            "{\"action\":\"DENY\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/closed\"]}}]}]}");
    await().untilAsserted(() -> assertThat(send("/closed", newTrace(), "00")).startsWith("403 "));
    String trace = newTrace();
    assertThat(send("/closed", trace, "01")).startsWith("403 ");
    mesh.admin().unauthorize("back", "rule");

    Span span = collector.awaitSpan(trace);
    assertThat(hex(span.getParentSpanId().toByteArray())).isEqualTo(PARENT_SPAN);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.response.status_code", "403")
        .containsEntry("weft.verdict", "denied")
        .containsEntry("weft.policy", "back/rule")
        .containsEntry("weft.source.identity", CALLER);
    await()
        .untilAsserted(
            () ->
                assertThat(collector.counts("http.server.request.duration").keySet())
                    .anySatisfy(
                        it ->
                            assertThat(it)
                                .containsEntry("weft.verdict", "denied")
                                .containsEntry("http.response.status_code", "403")
                                .containsEntry("weft.source.identity", CALLER))
                    .anySatisfy(it -> assertThat(it).containsEntry("weft.verdict", "allowed")));
    await().untilAsserted(() -> assertThat(send("/closed", newTrace(), "00")).startsWith("200 "));
  }

  @Test
  void requests_manyAtOnce_eachWorksUnderItsOwnTrace() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(newTrace());
    }

    List<String> answers = askAll(ids);

    for (int i = 0; i < ids.size(); i++) {
      assertThat(answers.get(i)).startsWith("context=" + ids.get(i) + "-").endsWith(" leaks=0");
    }
    await().until(() -> ids.stream().noneMatch(id -> collector.spans(id).isEmpty()));
    for (int i = 0; i < ids.size(); i++) {
      Span span = collector.awaitSpan(ids.get(i));
      assertThat(answers.get(i)).contains(hex(span.getSpanId().toByteArray()));
      assertThat(hex(span.getParentSpanId().toByteArray())).isEqualTo(PARENT_SPAN);
    }
    assertThat(send("/now", newTrace(), "01")).endsWith(" leaks=0");
  }

  @Test
  void sampling_ofOnePercent_recordsAsManyAsItSays() throws Exception {
    mesh.admin().telemetry("back", "all", "{\"tracing\":[{\"randomSamplingPercentage\":1}]}");
    awaitFlags("02");

    List<String> nobodys = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      nobodys.add("");
    }
    List<String> recorded =
        askAll(nobodys).stream()
            .filter(it -> it.contains("-03 "))
            .map(it -> it.substring("context=".length(), "context=".length() + 32))
            .toList();

    // Out of a thousand, ten are expected; outside of these bounds is one run in ten thousand.
    assertThat(recorded).hasSizeBetween(1, 30);
    for (String trace : recorded) {
      assertThat(collector.awaitSpan(trace).getParentSpanId().isEmpty()).isTrue();
    }
  }

  @Test
  void sampling_ofAPair_goesBeforeThatOfTheWorkload() throws Exception {
    mesh.admin()
        .traceSampling(
            "back",
            "pair",
            "{\"rules\":[{\"match\":{\"mode\":\"SERVER\",\"principals\":[\"*/ns/front/sa/client\"]},"
                + "\"randomSamplingPercentage\":0}]}");

    await().untilAsserted(() -> assertThat(client.send(port, get("/now"))).contains("-02 "));
    assertThat(ask("")).contains("-03 ");

    mesh.admin()
        .traceSampling(
            "back",
            "pair",
            "{\"rules\":[{\"match\":{\"mode\":\"SERVER\",\"principals\":[\"*/ns/front/sa/client\"]},"
                + "\"randomSamplingPercentage\":100}]}");
    await().untilAsserted(() -> assertThat(client.send(port, get("/now"))).contains("-03 "));
  }

  @Test
  void accessLog_switchedOnAndOff_hasOneLineForEachRequest() throws Exception {
    assertThat(accessLines()).isEmpty();
    mesh.admin()
        .telemetry("back", "all", "{\"accessLogging\":[{\"match\":{\"mode\":\"SERVER\"}}]}");
    await()
        .until(
            () -> {
              String unused = send("/probe", newTrace(), "00");
              return !accessLines().isEmpty();
            });
    String trace = newTrace();
    assertThat(send("/logged?secret=1", trace, "00")).startsWith("200 ");
    assertThat(send("/fails", trace, "00")).startsWith("500 ");

    await().until(() -> accessLines().stream().anyMatch(it -> it.contains("/fails")));
    assertThat(accessLines().stream().filter(it -> it.contains("/logged")))
        .singleElement()
        .asString()
        .contains("inbound", "GET", "200", "ns/front/sa/client", "allowed", trace)
        .doesNotContain("secret");

    mesh.admin().telemetry("back", "all", EVERYTHING);
    awaitFlags("03");
    int lines = accessLines().size();
    assertThat(send("/unlogged", newTrace(), "01")).startsWith("200 ");
    assertThat(accessLines()).hasSize(lines);
  }

  private List<String> accessLines() throws IOException {
    return agent.lines().stream().filter(it -> it.contains(" event=access ")).toList();
  }

  /** Asks for all at once, on connections that are used again. */
  private List<String> askAll(List<String> ids) throws Exception {
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

  private String ask(String trace) throws IOException, InterruptedException {
    return outsider.send(request("/now", trace), HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpRequest request(String path, String trace) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (!trace.isEmpty()) {
      request.header("traceparent", "00-" + trace + "-" + PARENT_SPAN + "-01");
    }
    return request.build();
  }

  private String send(String path, String trace, String flags) {
    return client.send(
        port,
        "GET %s HTTP/1.1\r\nHost: a.test\r\ntraceparent: 00-%s-%s-%s\r\n\r\n"
            .formatted(path, trace, PARENT_SPAN, flags));
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a.test\r\n\r\n";
  }

  /** Until traces that begin here have those flags, several times in a row. */
  private void awaitFlags(String flags) {
    await()
        .untilAsserted(
            () -> {
              for (int i = 0; i < 5; i++) {
                assertThat(ask("")).contains("-" + flags + " ");
              }
            });
  }

  private String newTrace() {
    return "4bf92f3577b34da6%016x".formatted(++traces);
  }

  private static String hex(byte[] bytes) {
    return Collector.hex(bytes);
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20));
  }
}
