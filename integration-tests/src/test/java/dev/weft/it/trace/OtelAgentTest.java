package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.TraceSeeing;
import dev.weft.it.programs.TracedRelay;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The OpenTelemetry Java agent and Weft's in one JVM: that one traces, and nothing is traced twice;
 * the mesh protects and judges as ever.
 */
class OtelAgentTest {
  private static final String CALLER = "00f067aa0ba902b7";

  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}, OpenTelemetry''s agent {1}")
  @CsvSource({"17, before", "25, after"})
  void requests_besideTheOtherAgent_areTracedByItAndJudged(int feature, String order)
      throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        Collector collector = Collector.start()) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin()
          .authorize(
              "back",
              "now",
              "{\"action\":\"ALLOW\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/now\"]}}]}]}");
      TestMesh.AgentFlag seen = mesh.agent("back", "server");
      TestMesh.AgentFlag relayed = mesh.agent("front", "relay");
      try (JvmProcess server =
              start(jdk, options(seen, order, collector), TraceSeeing.class, List.of("0"));
          JvmProcess relay =
              start(
                  jdk,
                  options(relayed, order, collector),
                  TracedRelay.class,
                  List.of("0", "" + server.awaitPort()))) {
        HttpClient caller = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        HttpResponse<String> answer =
            caller.send(request(relay.awaitPort(), trace(1)), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).contains(trace(1));
        assertOneTrace(collector, trace(1));

        mesh.admin()
            .authorize(
                "back",
                "never",
                "{\"action\":\"DENY\",\"rules\":[{\"to\":[{\"operation\":{\"methods\":[\"GET\"]}}]}]}");
        assertRefused(caller, relay.awaitPort(), seen);
        assertQuiet(server);
        assertQuiet(relay);
      }
    }
  }

  private static void assertOneTrace(Collector collector, String trace) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(collector.spans(trace)).hasSize(5));
    List<Span> spans = collector.spans(trace);
    assertThat(spans).allSatisfy(span -> assertThat(weft(span)).isEmpty());
  }

  private static void assertRefused(HttpClient caller, int port, TestMesh.AgentFlag seen) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> {
              // The relay gives no answer where it got none that it can use.
              assertThatThrownBy(
                      () ->
                          caller.send(
                              request(port, trace(2)), HttpResponse.BodyHandlers.ofString()))
                  .isInstanceOf(IOException.class);
              assertThat(seen.lines())
                  .anyMatch(it -> it.contains("request.denied") && it.contains("back/never"));
            });
  }

  private static String weft(Span span) {
    return Collector.attribute(span, "weft.verdict")
        + Collector.attribute(span, "weft.source.identity")
        + Collector.attribute(span, "weft.destination.identity");
  }

  private static void assertQuiet(JvmProcess program) {
    assertThat(program.stderr().lines())
        .allMatch(
            line ->
                line.contains("opentelemetry-javaagent - version")
                    || line.contains("VM warning: Sharing is only supported"));
  }

  private static List<String> options(TestMesh.AgentFlag weft, String order, Collector collector) {
    String jar = System.getProperty("weft.test.releases") + "/opentelemetry-javaagent-2.31.0.jar";
    String other = "-javaagent:" + jar;
    List<String> options = new ArrayList<>();
    if (order.equals("before")) {
      options.add(other);
    }
    options.addAll(weft.options());
    if (order.equals("after")) {
      options.add(other);
    }
    options.addAll(collector.options());
    options.add("-Dotel.logs.exporter=none");
    options.add("-Ddeadlocks.watch=true");
    return options;
  }

  private static JvmProcess start(
      Jdk jdk, List<String> options, Class<?> main, List<String> arguments) throws IOException {
    return JvmProcess.on(jdk)
        .options(options)
        .start(ClassPath.with(List.of("tomcat-")), main, arguments);
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
