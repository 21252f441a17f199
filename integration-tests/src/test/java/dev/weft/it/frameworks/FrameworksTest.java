package dev.weft.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.MeshCaller;
import dev.weft.it.harness.TestMesh;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each application in a STRICT mesh: it answers, is protected by a rule on paths, and is traced.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrameworksTest {
  private static final String CALLER = "spiffe://weft.local/ns/front/sa/caller";

  private final AtomicInteger traces = new AtomicInteger();
  private TestMesh mesh;
  private Collector collector;
  private MeshCaller caller;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
    mesh.admin()
        .authorize(
            "back",
            "public",
            "{\"action\":\"ALLOW\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/hello\"]}}]}]}");
    collector = Collector.start();
    caller = MeshCaller.of(mesh.workload("front", "caller").credentials());
  }

  @AfterAll
  void stop() {
    collector.close();
    mesh.close();
  }

  @ParameterizedTest
  @EnumSource(Framework.class)
  void application_inTheMesh_isJudgedAndTraced(Framework framework, @TempDir Path folder)
      throws Exception {
    TestMesh.AgentFlag agent = mesh.agent("back", "app");
    List<String> options = new ArrayList<>(agent.options());
    options.addAll(collector.options());
    int port = FreePort.pick();
    try (JvmProcess app = framework.start(options, port, folder)) {
      String trace = awaitTracing(port);

      assertThat(caller.send(port, request("/private", nextTrace())))
          .startsWith("HTTP/1.1 403")
          .contains("default-deny");
      assertThat(app.stdout()).doesNotContain("reached");

      Span span = collector.awaitSpan(trace);
      assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(Collector.attribute(span, "http.response.status_code")).isEqualTo("200");
      assertThat(Collector.attribute(span, "weft.source.identity")).isEqualTo(CALLER);
      assertThat(agent.lines()).noneMatch(it -> it.contains("level=ERROR"));
      assertThat(agent.lines()).noneMatch(it -> it.contains("unprotected"));
    }
  }

  /** The first requests come before the application listens, and before its tracer is made. */
  private String awaitTracing(int port) {
    List<String> tried = new ArrayList<>();
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(
            () -> {
              String trace = nextTrace();
              String answer = caller.send(port, request("/hello", trace));
              if (answer.startsWith("HTTP/1.1 200") && answer.contains("hello from")) {
                tried.add(trace);
              }
              return tried.stream().anyMatch(it -> !collector.spans(it).isEmpty());
            });
    return tried.stream().filter(it -> !collector.spans(it).isEmpty()).findFirst().orElseThrow();
  }

  private String nextTrace() {
    return "4bf92f3577b34da6a3ce929d%08x".formatted(traces.incrementAndGet());
  }

  private static String request(String path, String trace) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: app\r\nConnection: close\r\ntraceparent: 00-"
        + trace
        + "-00f067aa0ba902b7-01\r\n\r\n";
  }
}
