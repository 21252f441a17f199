package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.ChainEnd;
import dev.weft.it.programs.ChainGrpc;
import dev.weft.it.programs.ChainNetty;
import dev.weft.it.programs.ChainTomcat;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tomcat, by OkHttp Netty, by gRPC grpc-java, over a hop to an executor by HttpURLConnection the
 * JDK's server: one trace for each request, however many are under way.
 */
class StackChainTest {
  private static final int AT_ONCE = 1_000;

  /** Each step of the way inwards: who, which kind of span, and its protocol's mark. */
  private record Step(String workload, Span.SpanKind kind, String mark) {}

  private static final List<Step> WAY =
      List.of(
          new Step("tomcat", Span.SpanKind.SPAN_KIND_SERVER, "http.request.method"),
          new Step("tomcat", Span.SpanKind.SPAN_KIND_CLIENT, "http.request.method"),
          new Step("netty", Span.SpanKind.SPAN_KIND_SERVER, "http.request.method"),
          new Step("netty", Span.SpanKind.SPAN_KIND_CLIENT, "rpc.method"),
          new Step("grpc", Span.SpanKind.SPAN_KIND_SERVER, "rpc.method"),
          new Step("grpc", Span.SpanKind.SPAN_KIND_CLIENT, "http.request.method"),
          new Step("end", Span.SpanKind.SPAN_KIND_SERVER, "http.request.method"));

  private final HttpClient browser =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Deque<JvmProcess> servers = new ArrayDeque<>();

  @Test
  void requests_aThousandAtOnce_eachIsOneTraceWithTheRightParents(@TempDir Path folder)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        Collector collector = Collector.start()) {
      mesh.admin().mode("back", "STRICT");
      try {
        start(17, mesh.agent("back", "end"), collector, ChainEnd.class);
        start(25, mesh.agent("back", "grpc"), collector, ChainGrpc.class);
        start(17, mesh.agent("back", "netty"), collector, ChainNetty.class);
        start(25, mesh.agent("front", "tomcat"), collector, ChainTomcat.class);
        awaitTracing(collector);

        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          answers.add(ask("/order/" + i));
        }

        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          String answer = answers.get(i).join();
          if (!answer.matches("/order/" + i + " 00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]")) {
            wrong.add(answer);
          } else if (!isOneTrace(collector, answer.substring(answer.indexOf(' ') + 1))) {
            wrong.add(answer + " " + names(collector.spans(trace(answer))));
          }
        }
        assertThat(wrong).isEmpty();
      } finally {
        servers.forEach(JvmProcess::close);
      }
    }
  }

  /** The last that was started is what the next one asks. */
  private void start(int feature, TestMesh.AgentFlag agent, Collector collector, Class<?> program) {
    Jdk jdk = Jdks.require(feature);
    List<String> options = new ArrayList<>(agent.options());
    options.addAll(collector.optionsOfGrpc());
    options.add("-Dotel.bsp.max.queue.size=8192");
    List<String> arguments = new ArrayList<>(List.of("0"));
    if (!servers.isEmpty()) {
      arguments.add("" + servers.getFirst().awaitPort());
    }
    servers.addFirst(
        JvmProcess.on(jdk).options(options).start(ClassPath.withEverything(), program, arguments));
  }

  /** A browser belongs to no mesh, and begins no trace. */
  private CompletableFuture<String> ask(String path) {
    URI uri = URI.create("http://127.0.0.1:" + servers.getFirst().awaitPort() + path);
    return browser
        .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  /** The tracers are made beside the start of their programs. */
  private void awaitTracing(Collector collector) {
    List<String> tried = new ArrayList<>();
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE.multipliedBy(2))
        .until(
            () -> {
              tried.add(ask("/first").join());
              return tried.stream()
                  .map(it -> it.split(" ", -1))
                  .filter(it -> it.length == 2 && !it[1].equals("null"))
                  .anyMatch(it -> collector.spans(trace(it[1])).size() == WAY.size());
            });
  }

  private static boolean isOneTrace(Collector collector, String traceParent) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(() -> collector.spans(trace(traceParent)).size() >= WAY.size());
    List<Span> spans = collector.spans(trace(traceParent));
    String parent = "";
    String last = "";
    for (Step step : WAY) {
      String before = parent;
      List<Span> found =
          spans.stream()
              .filter(it -> Collector.hex(it.getParentSpanId().toByteArray()).equals(before))
              .toList();
      if (found.size() != 1 || !isOf(step, found.get(0))) {
        return false;
      }
      last = before;
      parent = Collector.hex(found.get(0).getSpanId().toByteArray());
    }
    return spans.size() == WAY.size() && traceParent.split("-", -1)[2].equals(last);
  }

  private static boolean isOf(Step step, Span span) {
    String self =
        step.kind() == Span.SpanKind.SPAN_KIND_SERVER
            ? "weft.destination.identity"
            : "weft.source.identity";
    return span.getKind() == step.kind()
        && Collector.attribute(span, self).endsWith("/sa/" + step.workload())
        && !Collector.attribute(span, step.mark()).isEmpty();
  }

  private static String trace(String traceParent) {
    return traceParent.split("-", -1)[1];
  }

  private static List<String> names(List<Span> spans) {
    return spans.stream().map(it -> it.getKind() + " " + it.getName()).toList();
  }
}
