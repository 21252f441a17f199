package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.OtelRelay;
import dev.weft.it.programs.TracedHttpServer;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that starts spans by OpenTelemetry's API: they and Weft's are one trace. */
class OtelApiTest {
  private static final String CALLER = "00f067aa0ba902b7";
  private static final int AT_ONCE = 50;
  private static final Pattern ANSWER =
      Pattern.compile(
          "own=(\\w+)-(\\w+) parent=(\\w+)-(\\w+) after=(\\w+)-(\\w+) hop=(\\w+)-(\\w+) "
              + "context=(\\w+)-(\\w+)-01 held=0 leaks=0 leaks=0");

  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void spansOfTheProgram_standBetweenThoseOfItsRequests(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        Collector collector = Collector.start();
        JvmProcess server =
            start(
                jdk,
                mesh.agent("back", "server"),
                collector,
                TracedHttpServer.class,
                List.of("0"));
        JvmProcess relay =
            start(
                jdk,
                mesh.agent("front", "relay"),
                collector,
                OtelRelay.class,
                List.of("0", "" + server.awaitPort()))) {
      HttpClient caller = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      int port = relay.awaitPort();
      awaitTracing(caller, port, collector);

      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        answers.add(
            caller.sendAsync(request(port, trace(i)), HttpResponse.BodyHandlers.ofString()));
      }

      for (int i = 0; i < AT_ONCE; i++) {
        assertOneTrace(collector, trace(i), answers.get(i).join().body());
      }
      assertThat(relay.stderr()).isEmpty();
    }
  }

  private static void assertOneTrace(Collector collector, String trace, String answer) {
    Matcher ids = ANSWER.matcher(answer);
    assertThat(answer).matches(ANSWER);
    assertThat(ids.matches()).isTrue();
    for (int group : List.of(1, 3, 5, 7, 9)) {
      assertThat(ids.group(group)).isEqualTo(trace);
    }
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(collector.spans(trace)).hasSize(3));
    Span asked = child(collector.spans(trace), CALLER);
    String own = ids.group(2);
    assertThat(ids.group(4)).as("parent of the program's span").isEqualTo(id(asked));
    assertThat(ids.group(6)).as("current after it").isEqualTo(id(asked));
    assertThat(ids.group(8)).as("current in the pool").isEqualTo(own);
    Span sent = child(collector.spans(trace), own);
    Span served = child(collector.spans(trace), id(sent));
    assertThat(ids.group(10)).isEqualTo(id(served));
  }

  private static Span child(List<Span> spans, String parent) {
    List<Span> found =
        spans.stream()
            .filter(it -> Collector.hex(it.getParentSpanId().toByteArray()).equals(parent))
            .toList();
    assertThat(found).as("children of " + parent).hasSize(1);
    return found.get(0);
  }

  private static String id(Span span) {
    return Collector.hex(span.getSpanId().toByteArray());
  }

  /** Both tracers are made beside the start of their programs. */
  private static void awaitTracing(HttpClient caller, int port, Collector collector) {
    List<String> tried = new ArrayList<>();
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(
            () -> {
              String trace = trace(AT_ONCE + tried.size());
              tried.add(trace);
              HttpResponse<String> unused =
                  caller.send(request(port, trace), HttpResponse.BodyHandlers.ofString());
              return tried.stream().anyMatch(it -> collector.spans(it).size() == 3);
            });
  }

  private static JvmProcess start(
      Jdk jdk, TestMesh.AgentFlag agent, Collector collector, Class<?> main, List<String> args) {
    List<String> options = new ArrayList<>(agent.options());
    options.addAll(collector.options());
    return JvmProcess.on(jdk)
        .options(options)
        .start(
            ClassPath.with(
                List.of(
                    "opentelemetry-api", "opentelemetry-context", "opentelemetry-common",
                    "opentelemetry-sdk")),
            main,
            args);
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
