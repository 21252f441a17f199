package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import dev.weft.it.harness.Collector;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.GrpcText;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds for calls of grpc-java's server, whatever transport it has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GrpcTracingContract {
  private static final String DURATION = "rpc.server.call.duration";

  private TestMesh mesh;
  private Collector collector;
  private JvmProcess server;
  private ManagedChannel channel;
  private int traces;

  /** Starts {@link dev.weft.it.programs.TracedGrpc} with those JVM options. */
  abstract JvmProcess startServer(List<String> options);

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "PERMISSIVE");
    mesh.admin().telemetry("back", "all", TracedServer.EVERYTHING);
    collector = Collector.start();
    List<String> options = new ArrayList<>(mesh.agent("back", "server").options());
    options.addAll(collector.options());
    server = startServer(options);
    channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + server.awaitPort(), InsecureChannelCredentials.create())
            .build();
    // The tracer is made beside the program's start.
    TracedServer.await()
        .untilAsserted(() -> assertThat(call("Now", newTrace())).doesNotContain("none"));
  }

  @AfterAll
  void stop() {
    channel.shutdownNow();
    assertThat(server.stderr()).isEmpty();
    server.close();
    collector.close();
    mesh.close();
  }

  @Test
  void call_ofAMethod_hasASpanAndADurationInGrpcsWords() {
    String trace = newTrace();

    String answer = call("Now", trace);

    Span span = collector.awaitSpan(trace);
    assertThat(answer)
        .startsWith("context=" + trace + "-" + Collector.hex(span.getSpanId().toByteArray()));
    assertThat(Collector.hex(span.getParentSpanId().toByteArray()))
        .isEqualTo(TracedServer.PARENT_SPAN);
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(span.getName()).isEqualTo("shop.Orders/Now");
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("rpc.system.name", "grpc")
        .containsEntry("rpc.method", "shop.Orders/Now")
        .containsEntry("rpc.response.status_code", "OK")
        .containsEntry("network.protocol.version", "2")
        .containsEntry("weft.verdict", "allowed")
        .doesNotContainKeys("http.request.method", "http.response.status_code", "error.type");
    TracedServer.await()
        .untilAsserted(
            () ->
                assertThat(collector.counts(DURATION).keySet())
                    .anySatisfy(
                        it ->
                            assertThat(it)
                                .containsEntry("rpc.system.name", "grpc")
                                .containsEntry("rpc.method", "shop.Orders/Now")
                                .containsEntry("rpc.response.status_code", "OK")
                                .doesNotContainKey("http.request.method")));
    assertThat(collector.counts("http.server.request.duration")).isEmpty();
  }

  @Test
  void calls_manyAtOnce_serviceMethodsWorkUnderTheirOwnTraces() throws Exception {
    List<String> ids = new ArrayList<>();
    List<ListenableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      ids.add(newTrace());
      answers.add(callLater("Now", ids.get(i)));
    }

    for (int i = 0; i < ids.size(); i++) {
      Span span = collector.awaitSpan(ids.get(i));
      assertThat(answers.get(i).get())
          .startsWith(
              "context=" + ids.get(i) + "-" + Collector.hex(span.getSpanId().toByteArray()));
    }
  }

  @Test
  void call_thatHandsWorkToAPool_takesItsContextThere() {
    String trace = newTrace();

    String answer = call("Handed", trace);

    assertThat(answer)
        .startsWith(
            "context="
                + trace
                + "-"
                + Collector.hex(collector.awaitSpan(trace).getSpanId().toByteArray()));
  }

  @Test
  void call_answeredWithAStatus_failsOnlyByThoseThatAreTheServersFault() {
    String missing = newTrace();
    assertThatThrownBy(() -> call("Missing", missing)).hasMessage("NOT_FOUND");
    String thrown = newTrace();
    assertThatThrownBy(() -> call("Throws", thrown)).isInstanceOf(StatusRuntimeException.class);

    Span fault = collector.awaitSpan(thrown);
    assertThat(fault.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(Collector.attributes(fault.getAttributesList()))
        .containsEntry("rpc.method", "shop.Orders/Throws")
        .containsEntry("rpc.response.status_code", "UNKNOWN")
        .containsEntry("error.type", "UNKNOWN");
    Span answered = collector.awaitSpan(missing);
    assertThat(answered.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(Collector.attributes(answered.getAttributesList()))
        .containsEntry("rpc.response.status_code", "NOT_FOUND")
        .doesNotContainKey("error.type");
  }

  @Test
  void calls_ofMethodsThatAreNone_areToldTogether() {
    String last = "";
    for (int i = 0; i < 100; i++) {
      String name = "None" + i;
      last = newTrace();
      String trace = last;
      assertThatThrownBy(() -> call(name, trace)).hasMessageStartingWith("UNIMPLEMENTED");
    }

    Span span = collector.awaitSpan(last);
    assertThat(span.getName()).isEqualTo("grpc");
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("rpc.method", "_OTHER")
        .containsEntry("rpc.method_original", "shop.Orders/None99")
        .containsEntry("error.type", "UNIMPLEMENTED");
    TracedServer.await()
        .untilAsserted(
            () ->
                assertThat(collector.counts(DURATION).entrySet())
                    .filteredOn(
                        it -> "UNIMPLEMENTED".equals(it.getKey().get("rpc.response.status_code")))
                    .singleElement()
                    .satisfies(
                        it -> {
                          assertThat(it.getKey()).containsEntry("rpc.method", "_OTHER");
                          assertThat(it.getValue()).isGreaterThanOrEqualTo(100);
                        }));
  }

  @Test
  void call_answeredLater_endsThenOrWhenItsClientGivesUp() throws Exception {
    String held = newTrace();
    String cancelled = newTrace();
    ListenableFuture<String> answer = callLater("Later", held);
    ListenableFuture<String> given = callLater("Later", cancelled);
    TracedServer.await().until(() -> call("Now", newTrace()).contains(" held=2 "));
    assertThat(collector.spans(held)).isEmpty();

    assertThat(given.cancel(true)).isTrue();
    Span gone = collector.awaitSpan(cancelled);
    assertThat(gone.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(Collector.attribute(gone, "rpc.response.status_code")).isEqualTo("CANCELLED");

    String unused = call("Go", newTrace());
    assertThat(answer.get()).startsWith("context=");
    assertThat(Collector.attribute(collector.awaitSpan(held), "rpc.response.status_code"))
        .isEqualTo("OK");
  }

  private String call(String method, String trace) {
    return ClientCalls.blockingUnaryCall(
        of(trace), GrpcText.method(method), CallOptions.DEFAULT, "x");
  }

  private ListenableFuture<String> callLater(String method, String trace) {
    return ClientCalls.futureUnaryCall(
        of(trace).newCall(GrpcText.method(method), CallOptions.DEFAULT), "x");
  }

  private Channel of(String trace) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
        "00-" + trace + "-" + TracedServer.PARENT_SPAN + "-01");
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private String newTrace() {
    return "4bf92f3577b34da6%016x".formatted(++traces);
  }
}
