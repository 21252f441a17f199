package dev.weft.it.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JettyRelease;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.TomcatRelease;
import dev.weft.it.harness.UndertowRelease;
import dev.weft.it.programs.TracedEarlierJetty;
import dev.weft.it.programs.TracedJetty;
import dev.weft.it.programs.TracedNetty;
import dev.weft.it.programs.TracedTomcat;
import dev.weft.it.programs.TracedUndertow;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of one HTTP/2 connection, each with a span of its own. */
class Http2TracingTest {
  private static final Map<String, Function<List<String>, JvmProcess>> SERVERS =
      Map.of(
          "Tomcat 11",
          it -> TomcatRelease.V11.start(Jdks.require(25), it, TracedTomcat.class, List.of("0")),
          "Jetty 9.4",
          it ->
              EarlierJettyRelease.V9_4.start(
                  Jdks.require(17), it, TracedEarlierJetty.class, List.of("0")),
          "Jetty 11",
          it ->
              EarlierJettyRelease.V11.start(
                  Jdks.require(17), it, TracedEarlierJetty.class, List.of("0")),
          "Jetty 12.0",
          it -> JettyRelease.V12_0.start(Jdks.require(17), it, TracedJetty.class, List.of("0")),
          "Undertow 2.4",
          it ->
              UndertowRelease.V2_4.start(Jdks.require(17), it, TracedUndertow.class, List.of("0")),
          "Netty 4.2",
          it ->
              NettyRelease.V42.start(Jdks.require(25), it, TracedNetty.class, List.of("0", "h2c")),
          "Netty 4.2 on epoll",
          it ->
              NettyRelease.V42_EPOLL.start(
                  Jdks.require(25), it, TracedNetty.class, List.of("0", "h2c", "epoll")),
          "Netty 4.1 on epoll",
          it ->
              NettyRelease.V41_EPOLL.start(
                  Jdks.require(17), it, TracedNetty.class, List.of("0", "h2c", "epoll")));

  static Set<String> servers() {
    return SERVERS.keySet();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void streams_ofOneConnection_haveSpansOfTheirOwn(String name, @TempDir Path folder)
      throws Exception {
    try (TracedServer server = TracedServer.start(folder, requireNonNull(SERVERS.get(name)))) {
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
      // By this one the connection becomes one of HTTP/2.
      HttpResponse<String> unused = ask(client, server, "/now", server.newTrace()).join();

      streamsAtOnce_workUnderTheirOwnTraces(client, server);
      streamAnsweredLater_endsWithItsAnswer(client, server);

      String failed = server.newTrace();
      assertThat(ask(client, server, "/fails", failed).join().statusCode()).isEqualTo(500);
      Span span = server.collector().awaitSpan(failed);
      assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(Collector.attribute(span, "error.type")).isEqualTo("500");
    }
  }

  private static void streamsAtOnce_workUnderTheirOwnTraces(
      HttpClient client, TracedServer server) {
    List<String> traces = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String trace = server.newTrace();
      traces.add(trace);
      answers.add(ask(client, server, "/now", trace));
    }
    for (int i = 0; i < traces.size(); i++) {
      HttpResponse<String> answer = answers.get(i).join();
      Span span = server.collector().awaitSpan(traces.get(i));
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body())
          .startsWith(
              "context=" + traces.get(i) + "-" + Collector.hex(span.getSpanId().toByteArray()))
          .endsWith(" leaks=0");
      assertThat(Collector.attribute(span, "http.response.status_code")).isEqualTo("200");
    }
  }

  private static void streamAnsweredLater_endsWithItsAnswer(
      HttpClient client, TracedServer server) {
    String held = server.newTrace();
    CompletableFuture<HttpResponse<String>> answer = ask(client, server, "/later", held);
    TracedServer.await()
        .until(
            () ->
                ask(client, server, "/now", server.newTrace()).join().body().contains(" held=1 "));
    assertThat(server.collector().spans(held)).isEmpty();
    HttpResponse<String> unused = ask(client, server, "/go", server.newTrace()).join();

    assertThat(answer.join().statusCode()).isEqualTo(202);
    assertThat(Collector.attribute(server.collector().awaitSpan(held), "http.response.status_code"))
        .isEqualTo("202");
  }

  private static CompletableFuture<HttpResponse<String>> ask(
      HttpClient client, TracedServer server, String path, String trace) {
    return client.sendAsync(server.request(path, trace), HttpResponse.BodyHandlers.ofString());
  }
}
