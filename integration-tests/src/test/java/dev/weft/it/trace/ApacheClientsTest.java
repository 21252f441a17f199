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
        Arguments.of(
            "5.0",
            ApacheClients.class,
            17,
            old("httpclient5-5.0", "httpcore5-5.0", "httpcore5-h2-5.0")),
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
        List<String> statuses = new ArrayList<>(List.of("200", "200", "200", "302", "404", ""));
        List<String> paths = new ArrayList<>(List.of("/", "/", "/", "/away", "/gone", "/"));
        if (program == ApacheClients.class) {
          assertMinimal(collector, client);
          statuses.addAll(List.of("200", "200", "200", "200", "200", "404", ""));
          paths.addAll(List.of("/", "/", "/", "/", "/", "/gone", "/"));
        }
        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .until(() -> collector.spans().size() >= statuses.size());
        assertThat(client.stop()).as(client::transcript).isZero();
        assertThat(client.stderr()).isEmpty();
        assertThat(collector.spans())
            .extracting(span -> Collector.attribute(span, "http.response.status_code"))
            .containsExactlyInAnyOrderElementsOf(statuses);
        assertThat(collector.spans())
            .extracting(span -> Collector.attribute(span, "url.path"))
            .containsExactlyInAnyOrderElementsOf(paths);
      }
    }
  }

  /** Those without a chain of executors; the same object is sent twice by two of them. */
  private static void assertMinimal(Collector collector, JvmProcess client) {
    for (String what :
        List.of("minimal", "minimal-again", "minimal-async", "minimal-async-again")) {
      assertSent(collector, client, what, "GET");
    }
    assertSent(collector, client, "minimal-two", "GET", "HTTP/2.0");
    assertThat(client.stdout())
        .contains(
            "minimal-own GET HTTP/1.1 " + OWN, "minimal-async-gone 404", "minimal-async refused");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(collector.spans())
                    .filteredOn(
                        it -> Collector.attribute(it, "error.type").endsWith("ConnectException"))
                    .hasSize(2));
  }

  private static void assertSent(
      Collector collector, JvmProcess client, String what, String method) {
    assertSent(collector, client, what, method, "HTTP/1.1");
  }

  private static void assertSent(
      Collector collector, JvmProcess client, String what, String method, String protocol) {
    String traceParent =
        client.awaitLine("^" + what + " " + method + " " + protocol + " (00-\\S+)$").group(1);
    Span span = collector.awaitParent(traceParent);
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(Collector.attribute(span, "http.request.method")).isEqualTo(method);
    assertThat(Collector.attribute(span, "server.address")).isEqualTo("127.0.0.1");
  }
}
