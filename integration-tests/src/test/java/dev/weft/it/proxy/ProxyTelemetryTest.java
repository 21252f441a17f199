package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.GrpcRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.GrpcSeeing;
import dev.weft.it.programs.GrpcText;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Spans, durations and access log of the node proxy, and what its program is told of a trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyTelemetryTest {
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String DURATION = "http.server.request.duration";

  private TestMesh mesh;
  private Collector collector;
  private HttpServer program;
  private JvmProcess calls;
  private NodeProxyProcess proxy;
  private int traces;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    collector = Collector.start();
    program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    program.createContext("/", ProxyTelemetryTest::answer);
    program.start();
    calls = GrpcRelease.NETTY.start(Jdks.require(17), List.of(), GrpcSeeing.class, List.of("0"));
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin()
        .telemetry(
            "back",
            "all",
            "{\"tracing\":[{\"randomSamplingPercentage\":100}],"
                + "\"accessLogging\":[{\"match\":{\"mode\":\"SERVER\"}}]}");
    mesh.admin()
        .authorize(
            "back",
            "rule",
            "{\"action\":\"DENY\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/closed\"]}}]}]}");
    String listener = "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: %s}";
    proxy =
        NodeProxyProcess.start(
            mesh.proxySettings(
                "back",
                "server",
                "{}",
                List.of(
                    listener.formatted(program.getAddress().getPort(), "http"),
                    listener.formatted(calls.awaitPort(), "grpc")),
                ""),
            collector.environment());
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(ask("/now", "").text()).endsWith("-03"));
  }

  @AfterAll
  void stop() {
    assertThat(proxy.process().stdout()).doesNotContain("event=fault");
    proxy.close();
    mesh.close();
    calls.close();
    program.stop(0);
    collector.close();
  }

  @Test
  void request_ofASampledTrace_hasASpanUnderItsCallersAndTheProgramIsToldOfIt() throws Exception {
    String trace = newTrace();

    Answer answer = ask("/now?secret=1", "00-" + trace + "-" + PARENT + "-01");

    Span span = collector.awaitSpan(trace);
    assertThat(answer.text())
        .isEqualTo("00-" + trace + "-" + Collector.hex(span.getSpanId().toByteArray()) + "-01");
    assertThat(Collector.hex(span.getParentSpanId().toByteArray())).isEqualTo(PARENT);
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.request.method", "GET")
        .containsEntry("http.response.status_code", "200")
        .containsEntry("url.path", "/now")
        .containsEntry("url.scheme", "http")
        .containsEntry("weft.destination.identity", "spiffe://weft.local/ns/back/sa/server")
        .containsEntry("weft.verdict", "allowed");
    assertThat(span.toString()).doesNotContain("secret");
  }

  @Test
  void request_ofATraceThatIsNotSampled_isPassedOnWithoutASpan() throws Exception {
    String trace = newTrace();
    String context = "00-" + trace + "-" + PARENT + "-00";

    assertThat(ask("/now", context).text()).isEqualTo(context);

    String later = newTrace();
    assertThat(ask("/now", "00-" + later + "-" + PARENT + "-01").status()).isEqualTo(200);
    Span unused = collector.awaitSpan(later);
    assertThat(collector.spans(trace)).isEmpty();
  }

  @Test
  void request_ofNoTrace_beginsOne() throws Exception {
    String context = ask("/now", "").text();

    assertThat(context).endsWith("-03");
    assertThat(collector.awaitParent(context).getParentSpanId().isEmpty()).isTrue();
  }

  @Test
  void request_thatFails_hasAFailedSpanAndADuration() throws Exception {
    String trace = newTrace();
    assertThat(ask("/fails", "00-" + trace + "-" + PARENT + "-01").status()).isEqualTo(500);

    Span span = collector.awaitSpan(trace);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.response.status_code", "500")
        .containsEntry("error.type", "500");
    awaitDuration(DURATION, Map.of("http.response.status_code", "500", "error.type", "500"));
  }

  @Test
  void request_refused_hasASpanADurationAndALine() throws Exception {
    String trace = newTrace();
    assertThat(ask("/closed?secret=1", "00-" + trace + "-" + PARENT + "-01").status())
        .isEqualTo(403);

    assertThat(Collector.attributes(collector.awaitSpan(trace).getAttributesList()))
        .containsEntry("http.response.status_code", "403")
        .containsEntry("weft.verdict", "denied")
        .containsEntry("weft.policy", "back/rule");
    awaitDuration(DURATION, Map.of("http.response.status_code", "403", "weft.verdict", "denied"));
    assertThat(accessLine(trace)).contains("inbound", "GET", "/closed", "403", "denied");
  }

  @Test
  void request_answered_hasOneLineInTheAccessLog() throws Exception {
    String trace = newTrace();
    assertThat(ask("/logged?secret=1", "00-" + trace + "-" + PARENT + "-00").status())
        .isEqualTo(200);

    assertThat(accessLine(trace))
        .contains("inbound", "GET", "/logged", "200", "allowed")
        .doesNotContain("secret");
    assertThat(proxy.process().stdout().lines().filter(it -> it.contains(trace))).hasSize(1);
  }

  @Test
  void call_ofGrpc_hasASpanADurationAndALineInGrpcsWords() {
    String trace = newTrace();
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + proxy.ports().get(1), InsecureChannelCredentials.create())
            .intercept(MetadataUtils.newAttachHeadersInterceptor(context(trace)))
            .build();
    try {
      assertThat(
              ClientCalls.blockingUnaryCall(
                  channel, GrpcText.method("See"), CallOptions.DEFAULT, "x"))
          .startsWith("x ");
    } finally {
      channel.shutdownNow();
    }

    Span span = collector.awaitSpan(trace);
    assertThat(span.getName()).isEqualTo("shop.Orders/See");
    assertThat(Collector.hex(span.getParentSpanId().toByteArray())).isEqualTo(PARENT);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("rpc.system.name", "grpc")
        .containsEntry("rpc.method", "shop.Orders/See")
        .containsEntry("rpc.response.status_code", "OK")
        .containsEntry("network.protocol.version", "2")
        .containsEntry("weft.verdict", "allowed")
        .doesNotContainKeys("http.request.method", "http.response.status_code", "error.type");
    awaitDuration(
        "rpc.server.call.duration",
        Map.of("rpc.method", "shop.Orders/See", "rpc.response.status_code", "OK"));
    assertThat(accessLine(trace)).contains("inbound", "shop.Orders/See", "allowed");
  }

  private void awaitDuration(String name, Map<String, String> attributes) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(collector.counts(name).keySet())
                    .anySatisfy(it -> assertThat(it).containsAllEntriesOf(attributes)));
  }

  private String accessLine(String trace) {
    return proxy.process().awaitLine("event=access .*" + trace + ".*").group();
  }

  private String newTrace() {
    return "4bf92f3577b34da6%016x".formatted(++traces);
  }

  private static Metadata context(String trace) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
        "00-" + trace + "-" + PARENT + "-01");
    return headers;
  }

  /** What the program has answered: the context that it was given. */
  private record Answer(int status, String text) {}

  private Answer ask(String path, String context) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + proxy.ports().get(0) + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    if (!context.isEmpty()) {
      connection.setRequestProperty("traceparent", context);
    }
    int status = connection.getResponseCode();
    if (status >= 400) {
      return new Answer(status, "");
    }
    byte[] body = connection.getInputStream().readAllBytes();
    return new Answer(status, new String(body, StandardCharsets.US_ASCII));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String context = exchange.getRequestHeaders().getFirst("traceparent");
      byte[] body = String.valueOf(context).getBytes(StandardCharsets.US_ASCII);
      int status = exchange.getRequestURI().getPath().equals("/fails") ? 500 : 200;
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
