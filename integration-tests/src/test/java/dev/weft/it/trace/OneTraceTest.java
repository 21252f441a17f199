package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.TracedHttpServer;
import dev.weft.it.programs.TracedRelay;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through two services of a STRICT mesh: each is one trace, with the right parents. */
class OneTraceTest {
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String RELAY = "spiffe://weft.local/ns/front/sa/relay";
  private static final String SERVER = "spiffe://weft.local/ns/back/sa/server";
  private static final int AT_ONCE = 50;

  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void requests_atOnce_eachIsATraceOfItsOwn(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        Collector collector = Collector.start()) {
      mesh.admin().mode("back", "STRICT");
      try (JvmProcess server =
              start(jdk, mesh.agent("back", "server"), collector, TracedHttpServer.class, "0");
          JvmProcess relay =
              start(
                  jdk,
                  mesh.agent("front", "relay"),
                  collector,
                  TracedRelay.class,
                  "0",
                  "" + server.awaitPort())) {
        HttpClient caller = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        awaitTracing(caller, relay.awaitPort(), collector);

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          answers.add(
              caller.sendAsync(
                  request(relay.awaitPort(), trace(i)), HttpResponse.BodyHandlers.ofString()));
        }

        for (int i = 0; i < AT_ONCE; i++) {
          assertOneTrace(collector, trace(i), answers.get(i).join().body());
        }
        assertThat(server.stderr()).isEmpty();
        assertThat(relay.stderr()).isEmpty();
      }
    }
  }

  private static JvmProcess start(
      Jdk jdk, TestMesh.AgentFlag agent, Collector collector, Class<?> main, String... arguments) {
    List<String> options = new ArrayList<>(agent.options());
    options.addAll(collector.options());
    return JvmProcess.on(jdk)
        .options(options)
        .start(ClassPath.with(List.of()), main, List.of(arguments));
  }

  /** Both tracers are made beside the start of their programs. */
  private static void awaitTracing(HttpClient caller, int port, Collector collector) {
    List<String> tried = new ArrayList<>();
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(
            () -> {
              tried.add(trace(AT_ONCE + tried.size()));
              HttpResponse<String> unused =
                  caller.send(
                      request(port, tried.get(tried.size() - 1)),
                      HttpResponse.BodyHandlers.ofString());
              return tried.stream().anyMatch(it -> collector.spans(it).size() == 5);
            });
  }

  private static void assertOneTrace(Collector collector, String trace, String answer) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(collector.spans(trace)).hasSize(5));
    List<Span> spans = collector.spans(trace);
    Span relayed = only(children(spans, CALLER));
    assertThat(relayed.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    List<Span> sent = children(spans, id(relayed));
    assertThat(sent)
        .hasSize(2)
        .allSatisfy(
            span -> {
              assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
              assertThat(Collector.attribute(span, "weft.source.identity")).isEqualTo(RELAY);
              assertThat(Collector.attribute(span, "weft.destination.identity")).isEqualTo(SERVER);
            });
    for (Span client : sent) {
      Span served = only(children(spans, id(client)));
      assertThat(served.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(Collector.attribute(served, "weft.source.identity")).isEqualTo(RELAY);
      assertThat(answer).contains("context=" + trace + "-" + id(served) + "-01 ");
    }
    assertThat(answer).doesNotContainPattern("leaks=[1-9]");
  }

  private static List<Span> children(List<Span> spans, String parent) {
    return spans.stream()
        .filter(it -> Collector.hex(it.getParentSpanId().toByteArray()).equals(parent))
        .toList();
  }

  private static Span only(List<Span> spans) {
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

  private static String id(Span span) {
    return Collector.hex(span.getSpanId().toByteArray());
  }

  private static String trace(int number) {
    return "4bf92f3577b34da6a3ce929d%08x".formatted(number);
  }

  private static HttpRequest request(int port, String trace) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/relay"))
        .header("traceparent", "00-" + trace + "-" + CALLER + "-01")
        .build();
  }
}
