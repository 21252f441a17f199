package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.JdkClients;
import dev.weft.it.programs.TraceSeeing;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HttpURLConnection and the JDK's HttpClient: one span for each request, known to the server. */
class JdkClientsTest {
  private static final String OWN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() {
    mesh = TestMesh.start(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void requests_serverOutsideTheMesh_areSpansThatTheServerKnows(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (Collector collector = Collector.start();
        JvmProcess server =
            JvmProcess.on(jdk).start(ClassPath.withEverything(), TraceSeeing.class, List.of("0"));
        TlsSeeing tlsServer = TlsSeeing.start(folder.resolve("trusted-" + feature));
        JvmProcess client = client(jdk, collector, server.awaitPort(), tlsServer)) {
      client.awaitLine("^listening");
      assertSent(collector, client, "url-get", "GET HTTP/1.1", "GET");
      assertSent(collector, client, "url-post", "POST HTTP/1.1", "POST");
      assertSent(collector, client, "url-away", "GET HTTP/1.1", "GET");
      assertSent(collector, client, "tls-get", "GET HTTP/1.1", "GET");
      assertSent(collector, client, "tls-post", "POST HTTP/1.1", "POST");
      assertSent(collector, client, "client-get", "GET HTTP/1.1", "GET");
      assertSent(collector, client, "client-away", "GET HTTP/1.1", "GET");
      assertSent(collector, client, "client-upgrade", "GET HTTP/2.0", "GET");
      assertSent(collector, client, "client-async", "POST HTTP/2.0", "POST");
      assertThat(client.stdout())
          .contains("url-own GET HTTP/1.1 " + OWN)
          .contains("client-own GET HTTP/1.1 " + OWN)
          .contains("url-gone 404", "tls-gone 404", "client-gone 404", "url-refused refused")
          .contains("client-refused refused");

      // 9 above, 3 that are gone, one for the redirect of the client, and what is refused: the
      // client tries that twice.
      Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> collector.spans().size() >= 16);
      assertThat(statuses(collector))
          .containsExactlyInAnyOrder(
              "200", "200", "200", "200", "200", "200", "200", "200", "200", "302", "404", "404",
              "404", "", "", "");
      String refused = "java.net.ConnectException";
      assertThat(errors(collector))
          .containsExactlyInAnyOrder("404", "404", "404", refused, refused, refused);
      assertThat(client.stop()).as(client::transcript).isZero();
      assertThat(client.stderr()).isEmpty();
      assertThat(collector.spans()).hasSize(16);
    }
  }

  private static JvmProcess client(Jdk jdk, Collector collector, int port, TlsSeeing tlsServer)
      throws Exception {
    List<String> options = new ArrayList<>(mesh.agent("front", "client").options());
    options.addAll(collector.options());
    options.addAll(tlsServer.trustedBy());
    return JvmProcess.on(jdk)
        .options(options)
        .start(
            ClassPath.withEverything(),
            JdkClients.class,
            List.of("" + port, "" + tlsServer.port()));
  }

  private static void assertSent(
      Collector collector, JvmProcess client, String what, String seen, String method) {
    String traceParent = client.awaitLine("^" + what + " " + seen + " (00-\\S+)$").group(1);
    Span span = collector.awaitParent(traceParent);
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(span.getName()).isEqualTo(method);
    assertThat(Collector.attribute(span, "http.request.method")).isEqualTo(method);
    assertThat(Collector.attribute(span, "server.address")).isEqualTo("127.0.0.1");
    assertThat(Collector.attribute(span, "http.response.status_code")).isEqualTo("200");
  }

  private static List<String> statuses(Collector collector) {
    return collector.spans().stream()
        .map(span -> Collector.attribute(span, "http.response.status_code"))
        .toList();
  }

  private static List<String> errors(Collector collector) {
    return collector.spans().stream()
        .filter(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
        .map(span -> Collector.attribute(span, "error.type"))
        .toList();
  }
}
