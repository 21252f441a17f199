package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.server.store.TestStore;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Spans go in as workloads send them, and come out as people read them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesOverTheWireTest {
  private static final String INTAKE = "/mesh/v1/traces";
  private static final String TRACES = "/apis/weft.dev/v1/traces";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String CART = "spiffe://weft.local/ns/shop/sa/cart";
  private static final String BUSY = "spiffe://weft.local/ns/shop/sa/busy";

  private TestServer server;
  private Svid cart;

  @BeforeAll
  void start(@TempDir Path temp) throws Exception {
    server = TestServer.start(temp.resolve("data"), TestStore.EMBEDDED);
    cart = Svid.join(server.anonymous(), server.mint("shop", "cart", 1));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static byte[] request(int trace, String source) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .addSpans(
                            Span.newBuilder()
                                .setTraceId(id(16, trace))
                                .setSpanId(id(8, 1))
                                .setName("GET")
                                .setStartTimeUnixNano(1_000_000_000L)
                                .setEndTimeUnixNano(1_002_000_000L)
                                .addAttributes(
                                    KeyValue.newBuilder()
                                        .setKey("weft.source.identity")
                                        .setValue(AnyValue.newBuilder().setStringValue(source))))))
        .build()
        .toByteArray();
  }

  private static ByteString id(int length, int last) {
    byte[] id = new byte[length];
    id[length - 1] = (byte) last;
    return ByteString.copyFrom(id);
  }

  @Test
  void post_spansOfAWorkload_arePeoplesToRead() throws Exception {
    assertThat(server.workload(cart).post(INTAKE, PROTOBUF, request(7, CART)).code())
        .isEqualTo(200);

    String name = "0".repeat(31) + "7";
    JsonObject spec = server.admin().get(TRACES + "/" + name).require(200).object("spec");
    assertThat(spec.string("root")).isEqualTo("GET");
    assertThat(spec.string("workload")).isEqualTo(CART);
    JsonObject span = (JsonObject) spec.array("spans").values().get(0);
    assertThat(span.string("spanId")).isEqualTo("0".repeat(15) + "1");
    assertThat(span.get("durationMicros")).hasToString("JsonNumber[value=2000]");
    JsonArray listed =
        server.admin().get(TRACES + "?source=" + CART + "&limit=10").require(200).array("items");
    assertThat(listed.values()).hasSize(1);
    assertThat(((JsonObject) listed.values().get(0)).object("spec").get("spans")).isNull();
    assertThat(server.admin().get(TRACES + "?source=x").require(200).array("items").values())
        .isEmpty();
  }

  @Test
  void post_withoutSvid_isUnauthorized() throws Exception {
    assertThat(server.anonymous().post(INTAKE, PROTOBUF, request(8, BUSY)).code()).isEqualTo(401);
    assertThat(server.admin().post(INTAKE, PROTOBUF, request(8, BUSY)).code()).isEqualTo(401);
    assertThat(server.admin().get(TRACES + "/" + "0".repeat(31) + "8").code()).isEqualTo(404);
  }

  @Test
  void post_whatIsNoOtlp_isRefused() throws Exception {
    assertThat(
            server
                .workload(cart)
                .post(INTAKE, "application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .code())
        .isEqualTo(415);
    assertThat(server.workload(cart).post(INTAKE, PROTOBUF, new byte[] {1, 2, 3}).code())
        .isEqualTo(400);
    assertThat(server.workload(cart).post(INTAKE, PROTOBUF, new byte[(2 << 20) + 1]).code())
        .isEqualTo(413);
  }

  @Test
  void post_tooOften_isToldToWait() throws Exception {
    Svid busy = Svid.join(server.anonymous(), server.mint("shop", "busy", 1));
    Client client = server.workload(busy);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      refused += client.post(INTAKE, PROTOBUF, request(9, BUSY)).code() == 429 ? 1 : 0;
    }

    assertThat(refused).isPositive();
    assertThat(server.workload(cart).post(INTAKE, PROTOBUF, request(9, BUSY)).code())
        .isEqualTo(200);
  }

  @Test
  void get_withoutLeave_isForbidden() throws Exception {
    assertThat(server.anonymous().get(TRACES).code()).isEqualTo(401);
    assertThat(server.admin().get(TRACES + "?error=maybe").code()).isEqualTo(400);
    assertThat(server.admin().get(TRACES + "?limit=-1").code()).isEqualTo(400);
  }
}
