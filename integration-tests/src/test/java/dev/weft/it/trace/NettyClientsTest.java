package dev.weft.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClientRelease;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Clients that are built on Netty: one span for each request, known to the server, under whoever
 * asked for it, however many ask at once.
 */
class NettyClientsTest {
  @TempDir private static Path folder;
  private static TestMesh mesh;
  private static TlsSeeing secured;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    secured = TlsSeeing.start(folder.resolve("trusted"));
  }

  @AfterAll
  static void stop() {
    secured.close();
    mesh.close();
  }

  /** What a program has done so far, and its spans. */
  private record Run(JvmProcess client, Collector collector) implements AutoCloseable {
    static Run of(ClientRelease release, int port) throws Exception {
      Collector collector = Collector.start();
      List<String> options = new ArrayList<>(mesh.agent("front", "client").options());
      options.addAll(collector.options());
      options.addAll(secured.trustedBy());
      JvmProcess client = release.start(options, port, secured.port());
      Run run = new Run(client, collector);
      try {
        client.awaitLine("^listening");
        return run;
      } catch (AssertionError e) {
        run.close();
        throw e;
      }
    }

    /** The spans of one caller, once there are as many. */
    List<Span> spans(int caller, int many) {
      String trace = "%032x".formatted(caller);
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .pollDelay(Duration.ZERO)
          .untilAsserted(() -> assertThat(collector.spans(trace)).hasSize(many));
      assertThat(collector.spans(trace))
          .allSatisfy(
              span -> {
                assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
                assertThat(Collector.hex(span.getParentSpanId().toByteArray()))
                    .isEqualTo("%016x".formatted(caller));
              });
      return collector.spans(trace);
    }

    /** The one span of a caller has this method and status. */
    Span assertSpan(int caller, String method, String status) {
      Span span = spans(caller, 1).get(0);
      assertThat(Collector.attribute(span, "http.request.method")).isEqualTo(method);
      assertThat(Collector.attribute(span, "http.response.status_code")).isEqualTo(status);
      assertThat(Collector.attribute(span, "server.address")).isEqualTo("127.0.0.1");
      return span;
    }

    /** The server has seen what the caller's one span is called. */
    void assertSeen(String what, int caller, String method, String protocol) {
      Span span = assertSpan(caller, method, "200");
      assertThat(client.stdout())
          .contains(
              "%s %s %s 00-%032x-%s-01"
                  .formatted(
                      what,
                      method,
                      protocol,
                      caller,
                      Collector.hex(span.getSpanId().toByteArray())));
    }

    /** There was no connection for the caller's one request. */
    void assertNeverSent(String what, int caller, String host, String port, String error) {
      Span span = spans(caller, 1).get(0);
      assertThat(Collector.attribute(span, "http.request.method")).isEqualTo("GET");
      assertThat(Collector.attribute(span, "url.path")).isEqualTo("/in");
      assertThat(Collector.attribute(span, "server.address")).isEqualTo(host);
      assertThat(Collector.attribute(span, "server.port")).isEqualTo(port);
      assertThat(Collector.attribute(span, "http.response.status_code")).isEmpty();
      assertThat(Collector.attribute(span, "error.type")).endsWith(error);
      assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(client.stdout().lines()).contains(what + " failed");
    }

    /** Every one of those who asked at once has found its own, and has no second span. */
    void assertHunted(int first, int many) {
      for (int i = 0; i < many; i++) {
        List<Span> unused = spans(first + i, 1);
      }
      assertThat(client.stdout().lines()).contains("hunted " + many + " wrong 0");
    }

    /** The server has seen one context with each call, that of its span. */
    void assertEachSeenOnce(String what, int caller, int many) {
      List<String> seen =
          client
              .stdout()
              .lines()
              .filter(it -> it.startsWith(what + " "))
              .map(it -> it.substring(it.lastIndexOf(' ') + 1))
              .toList();
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(
              spans(caller, many).stream()
                  .map(
                      it ->
                          "00-%032x-%s-01"
                              .formatted(caller, Collector.hex(it.getSpanId().toByteArray())))
                  .toList());
    }

    void assertQuiet() throws Exception {
      assertThat(client.stop()).as(client::transcript).isZero();
      // What newer JDKs say of Netty's own ways.
      assertThat(client.stderr().lines().filter(it -> !it.isBlank() && !it.startsWith("WARNING: ")))
          .isEmpty();
    }

    @Override
    public void close() {
      client.close();
      collector.close();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "NETTY_.*")
  void requests_pipelinesOfTheProgram_areSpansUnderTheirSenders(ClientRelease release)
      throws Exception {
    try (JvmProcess server = release.startServer();
        Run run = Run.of(release, server.awaitPort())) {
      run.assertSeen("get", 1, "GET", "HTTP/1.1");
      run.assertSeen("post", 2, "POST", "HTTP/1.1");
      if (release != ClientRelease.NETTY_OLDEST) {
        run.assertSpan(3, "HEAD", "200");
        run.assertSpan(4, "GET", "404");
        run.assertSeen("third", 5, "GET", "HTTP/1.1");
        Span closed = run.assertSpan(6, "GET", "");
        assertThat(Collector.attribute(closed, "error.type"))
            .isEqualTo("java.nio.channels.ClosedChannelException");
        run.assertSeen("again0", 7, "GET", "HTTP/1.1");
        run.assertSeen("again1", 8, "GET", "HTTP/1.1");
        assertThat(run.client().stdout()).contains("head true", "gone 404", "message 0 1");
      }
      run.assertHunted(1000, 300);
      run.assertQuiet();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "(REACTOR|VERTX|ASYNC)_.*")
  void requests_clientsOnNetty_areSpansUnderWhoeverAskedForThem(ClientRelease release)
      throws Exception {
    boolean reactor = release.name().startsWith("REACTOR");
    try (JvmProcess server = release.startServer();
        Run run = Run.of(release, server.awaitPort())) {
      run.assertSeen("get", 1, "GET", "HTTP/1.1");
      run.assertSeen("post", 2, "POST", "HTTP/1.1");
      run.assertSpan(4, "GET", "404");
      assertThat(run.spans(5, 2)).hasSize(2);
      if (!release.name().startsWith("VERTX")) {
        assertThat(run.spans(3, 2))
            .extracting(it -> Collector.attribute(it, "http.response.status_code"))
            .containsExactlyInAnyOrder("302", "200");
      }
      if (reactor) {
        assertThat(run.client().stdout())
            .contains("own GET HTTP/1.1 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        run.assertSeen("two", 7, "GET", "HTTP/2.0");
        run.assertSeen("two-post", 8, "POST", "HTTP/2.0");
      }
      run.assertSeen("secured", 11, "GET", "HTTP/1.1");
      assertThat(Collector.attribute(run.spans(11, 1).get(0), "url.scheme")).isEqualTo("https");
      String closed = run.client().awaitLine("^closed (\\d+)$").group(1);
      run.assertNeverSent("refused", 9, "127.0.0.1", closed, "ConnectException");
      run.assertNeverSent("unknown", 10, "nowhere.invalid", "80", "UnknownHostException");
      if (release == ClientRelease.VERTX_OLD || release == ClientRelease.VERTX_LATE_4) {
        run.assertSeen("handled", 12, "GET", "HTTP/1.1");
        run.assertNeverSent("handled-refused", 13, "127.0.0.1", closed, "ConnectException");
        run.assertNeverSent("handled-unknown", 14, "nowhere.invalid", "80", "UnknownHostException");
      }
      run.assertHunted(1000, 300);
      if (reactor) {
        run.assertHunted(2000, 80);
      }
      run.assertQuiet();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "GRPC_.*")
  void calls_grpcClients_areSpansUnderTheirCallers(ClientRelease release) throws Exception {
    try (JvmProcess server = release.startServer();
        Run run = Run.of(release, server.awaitPort())) {
      assertCall(run.spans(1, 1).get(0), "shop.Orders/See", "OK", "");
      assertCall(run.spans(2, 1).get(0), "shop.Orders/See", "OK", "");
      assertCall(run.spans(4, 1).get(0), "shop.Orders/Missing", "NOT_FOUND", "NOT_FOUND");
      assertCall(
          run.spans(6, 1).get(0), "shop.Orders/Never", "DEADLINE_EXCEEDED", "DEADLINE_EXCEEDED");
      assertCall(run.spans(7, 1).get(0), "shop.Orders/See", "UNAVAILABLE", "UNAVAILABLE");
      assertThat(run.spans(5, 2)).hasSize(2);
      assertThat(Collector.attribute(run.spans(1, 1).get(0), "server.address"))
          .isEqualTo("localhost");
      run.assertHunted(1000, 300);
      run.assertEachSeenOnce("reused", 8, 2);
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(run.collector().counts("rpc.client.call.duration"))
                      .anySatisfy(
                          (attributes, count) -> {
                            assertThat(attributes)
                                .containsEntry("rpc.method", "shop.Orders/Missing")
                                .containsEntry("rpc.response.status_code", "NOT_FOUND");
                            assertThat(count).isEqualTo(1);
                          }));
      assertThat(run.collector().counts("http.client.request.duration")).isEmpty();
      run.assertQuiet();
    }
  }

  private static void assertCall(Span span, String method, String status, String error) {
    assertThat(span.getName()).isEqualTo(method);
    assertThat(Collector.attribute(span, "rpc.system.name")).isEqualTo("grpc");
    assertThat(Collector.attribute(span, "rpc.method")).isEqualTo(method);
    assertThat(Collector.attribute(span, "rpc.response.status_code")).isEqualTo(status);
    assertThat(Collector.attribute(span, "error.type")).isEqualTo(error);
  }
}
