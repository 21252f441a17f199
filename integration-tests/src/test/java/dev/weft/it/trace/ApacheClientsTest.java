package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.Apache4Clients;
import dev.weft.it.programs.ApacheClients;
import dev.weft.it.programs.TraceSeeing;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Apache HttpClient 4 and 5, oldest and newest: one span for each request, known to the server. */
class ApacheClientsTest {
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

  static Stream<Arguments> releases() {
    return Stream.of(
        Arguments.of("4.3.6", Apache4Clients.class, 17, old("httpclient-4.3.6", "httpcore-4.3.3")),
        Arguments.of("4.5.14", Apache4Clients.class, 25, ""),
        Arguments.of("5.0", ApacheClients.class, 17, old("httpclient5-5.0", "httpcore5-5.0")),
        Arguments.of("5.5.1", ApacheClients.class, 25, ""));
  }

  /** What goes before everything else on the class path. */
  private static String old(String... names) {
    StringBuilder path = new StringBuilder();
    for (String name : names) {
      path.append(Path.of(System.getProperty("weft.test.releases"), name + ".jar"))
          .append(File.pathSeparator);
    }
    return path.toString();
  }

  @ParameterizedTest(name = "{0} on JDK {2}")
  @MethodSource("releases")
  void requests_eachRelease_areSpansThatTheServerKnows(
      String release, Class<?> program, int feature, String before) throws Exception {
    Jdk jdk = Jdks.require(feature);
    List<String> options = new ArrayList<>(mesh.agent("front", "client").options());
    try (Collector collector = Collector.start();
        JvmProcess server =
            JvmProcess.on(jdk).start(ClassPath.withEverything(), TraceSeeing.class, List.of("0"))) {
      options.addAll(collector.options());
      try (JvmProcess client =
          JvmProcess.on(jdk)
              .options(options)
              .start(
                  before + ClassPath.withEverything(), program, List.of("" + server.awaitPort()))) {
        client.awaitLine("^listening");
        assertSent(collector, client, "get", "GET");
        assertSent(collector, client, "post", "POST");
        assertSent(collector, client, "away", "GET");
        assertThat(client.stdout())
            .contains("own GET HTTP/1.1 " + OWN, "gone 404", "refused refused");

        // The three above, the redirect, what is gone and what is refused.
        Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> collector.spans().size() >= 6);
        assertThat(client.stop()).as(client::transcript).isZero();
        assertThat(client.stderr()).isEmpty();
        assertThat(collector.spans())
            .extracting(span -> Collector.attribute(span, "http.response.status_code"))
            .containsExactlyInAnyOrder("200", "200", "200", "302", "404", "");
        assertThat(collector.spans())
            .extracting(span -> Collector.attribute(span, "url.path"))
            .containsExactlyInAnyOrder("/", "/", "/", "/away", "/gone", "/");
      }
    }
  }

  private static void assertSent(
      Collector collector, JvmProcess client, String what, String method) {
    String traceParent =
        client.awaitLine("^" + what + " " + method + " HTTP/1.1 (00-\\S+)$").group(1);
    Span span = collector.awaitParent(traceParent);
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(Collector.attribute(span, "http.request.method")).isEqualTo(method);
    assertThat(Collector.attribute(span, "server.address")).isEqualTo("127.0.0.1");
  }
}
