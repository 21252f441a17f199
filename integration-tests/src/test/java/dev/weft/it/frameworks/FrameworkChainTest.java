package dev.weft.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.MeshCaller;
import dev.weft.it.harness.TestMesh;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One request through every framework, each asking the next by its own client, is one trace. */
class FrameworkChainTest {
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String ALLOW =
      """
      {"action":"ALLOW","rules":[{"to":[{"operation":{"paths":["/hello","/ask"]}}]}]}
      """;

  /** RestTemplate, WebClient, RestClient and Micronaut's client ask; Quarkus answers. */
  private static final List<Framework> CHAIN =
      List.of(
          Framework.SPRING_BOOT_2,
          Framework.SPRING_BOOT_3,
          Framework.SPRING_BOOT_4,
          Framework.MICRONAUT,
          Framework.QUARKUS);

  private final List<JvmProcess> applications = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  @Test
  void request_throughAllOfThem_isOneTraceWithTheRightParents(@TempDir Path folder)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        Collector collector = Collector.start()) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin().authorize("back", "chain", ALLOW);
      MeshCaller caller = MeshCaller.of(mesh.workload("front", "caller").credentials());
      try {
        for (Framework framework : CHAIN) {
          List<String> options = new ArrayList<>(mesh.agent("back", account(framework)).options());
          options.addAll(collector.options());
          ports.add(FreePort.pick());
          applications.add(framework.start(options, ports.get(ports.size() - 1), folder));
        }
        for (int port : ports) {
          awaitAnswer(caller, port);
        }

        assertOneTrace(collector, awaitTrace(caller, collector));
      } finally {
        applications.forEach(JvmProcess::close);
      }
    }
  }

  private static void awaitAnswer(MeshCaller caller, int port) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> caller.send(port, request("/hello", trace(0))).contains("hello from"));
  }

  /** The first traces lack what an application does whose tracer is not made yet. */
  private String awaitTrace(MeshCaller caller, Collector collector) {
    List<String> whole = new ArrayList<>();
    List<String> tried = new ArrayList<>();
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(
            () -> {
              String trace = trace(1 + tried.size());
              tried.add(trace);
              String answer = caller.send(ports.get(0), request(chain(), trace));
              assertThat(answer).endsWith("hello from Quarkus");
              tried.stream()
                  .filter(it -> collector.spans(it).size() >= 2 * CHAIN.size() - 1)
                  .forEach(whole::add);
              return !whole.isEmpty();
            });
    return whole.get(0);
  }

  /** From the caller inwards: in at one, out of it, in at the next. */
  private static void assertOneTrace(Collector collector, String trace) {
    List<Span> spans = collector.spans(trace);
    assertThat(spans).hasSize(2 * CHAIN.size() - 1);
    String parent = CALLER;
    String source = "spiffe://weft.local/ns/front/sa/caller";
    for (Framework framework : CHAIN) {
      String self = "spiffe://weft.local/ns/back/sa/" + account(framework);
      Span served = child(spans, parent);
      assertThat(served.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(Collector.attribute(served, "weft.source.identity")).isEqualTo(source);
      assertThat(Collector.attribute(served, "weft.destination.identity")).isEqualTo(self);
      if (framework != CHAIN.get(CHAIN.size() - 1)) {
        Span sent = child(spans, id(served));
        assertThat(sent.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(Collector.attribute(sent, "weft.source.identity")).isEqualTo(self);
        parent = id(sent);
        source = self;
      }
    }
  }

  private static Span child(List<Span> spans, String parent) {
    List<Span> found =
        spans.stream()
            .filter(it -> Collector.hex(it.getParentSpanId().toByteArray()).equals(parent))
            .toList();
    assertThat(found).as("children of " + parent + " in " + spans).hasSize(1);
    return found.get(0);
  }

  private static String id(Span span) {
    return Collector.hex(span.getSpanId().toByteArray());
  }

  /** Has the first ask the second to ask the third, and so on. */
  private String chain() {
    String target = "/hello";
    for (int i = ports.size() - 1; i > 0; i--) {
      String url = "http://127.0.0.1:" + ports.get(i) + target;
      target = "/ask?of=" + URLEncoder.encode(url, StandardCharsets.US_ASCII);
    }
    return target;
  }

  private static String account(Framework framework) {
    return framework.folder();
  }

  private static String trace(int number) {
    return "4bf92f3577b34da6a3ce929d%08x".formatted(number);
  }

  private static String request(String target, String trace) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: app\r\nConnection: close\r\ntraceparent: 00-"
        + trace
        + "-"
        + CALLER
        + "-01\r\n\r\n";
  }
}
