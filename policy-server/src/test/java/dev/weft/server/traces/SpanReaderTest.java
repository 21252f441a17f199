package dev.weft.server.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.weft.core.identity.SpiffeId;
import dev.weft.server.http.ApiException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanReaderTest {
  private static final SpiffeId CART = SpiffeId.parse("spiffe://weft.local/ns/shop/sa/cart");
  private static final ByteString TRACE =
      ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
  private static final ByteString ID = ByteString.copyFrom(new byte[] {1, 0, 0, 0, 0, 0, 0, 2});

  private static Span.Builder span() {
    return Span.newBuilder().setTraceId(TRACE).setSpanId(ID).setName("GET");
  }

  private static byte[] request(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build()
        .toByteArray();
  }

  private static KeyValue attribute(String name, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(name).setValue(value).build();
  }

  @Test
  void read_wholeSpan_everythingOfIt() {
    Span sent =
        span()
            .setParentSpanId(ID)
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .setStartTimeUnixNano(1_000)
            .setEndTimeUnixNano(1_500)
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
            .addAttributes(attribute("text", AnyValue.newBuilder().setStringValue("a")))
            .addAttributes(attribute("number", AnyValue.newBuilder().setIntValue(200)))
            .addAttributes(attribute("flag", AnyValue.newBuilder().setBoolValue(true)))
            .addAttributes(
                attribute("list", AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder())))
            .build();

    TraceSpan read = SpanReader.read(request(sent), CART).get(0);

    assertThat(read.traceId()).isEqualTo("0102030405060708090a0b0c0d0e0f10");
    assertThat(read.spanId()).isEqualTo("0100000000000002");
    assertThat(read.parentId()).isEqualTo("0100000000000002");
    assertThat(read.workload()).isEqualTo(CART);
    assertThat(read.kind()).isEqualTo("client");
    assertThat(read.startNanos()).isEqualTo(1_000);
    assertThat(read.durationNanos()).isEqualTo(500);
    assertThat(read.error()).isTrue();
    assertThat(read.attributes())
        .containsOnly(
            Map.entry("text", "a"), Map.entry("number", "200"), Map.entry("flag", "true"));
  }

  @Test
  void read_spanWithoutProperIds_leftOut() {
    assertThat(
            SpanReader.read(
                request(
                    span().setTraceId(ByteString.EMPTY).build(),
                    span().setSpanId(ByteString.copyFrom(new byte[8])).build(),
                    span().setSpanId(TRACE).build()),
                CART))
        .isEmpty();
  }

  @Test
  void read_endBeforeBeginning_takesNoTime() {
    Span sent = span().setStartTimeUnixNano(10).setEndTimeUnixNano(5).build();

    assertThat(SpanReader.read(request(sent), CART).get(0).durationNanos()).isZero();
  }

  @Test
  void read_longTextsAndManyAttributes_cut() {
    Span.Builder sent = span().setName("n".repeat(1000));
    for (int i = 0; i < 100; i++) {
      sent.addAttributes(
          attribute("a" + i, AnyValue.newBuilder().setStringValue("v".repeat(1000))));
    }

    TraceSpan read = SpanReader.read(request(sent.build()), CART).get(0);

    assertThat(read.name()).hasSize(128);
    assertThat(read.attributes()).hasSize(32).containsEntry("a0", "v".repeat(256));
  }

  @Test
  void read_tooManySpans_refused() {
    Span[] many = new Span[4097];
    Arrays.fill(many, span().build());

    assertThatThrownBy(() -> SpanReader.read(request(many), CART))
        .isInstanceOf(ApiException.class)
        .hasMessage("spans: too many (expected: at most 4096)");
  }

  @Test
  void read_bytesOfNoMeaning_refusedOrEmpty() {
    Random random = new Random(7);
    byte[] whole = request(span().setParentSpanId(ID).build());
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] spoilt = whole.clone();
      spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
      try {
        assertThat(SpanReader.read(spoilt, CART)).hasSizeLessThanOrEqualTo(1);
      } catch (ApiException e) {
        refused++;
      }
    }

    assertThat(refused).isPositive();
  }
}
