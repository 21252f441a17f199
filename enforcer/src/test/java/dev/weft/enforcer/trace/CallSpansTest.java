package dev.weft.enforcer.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Spans and durations of calls of gRPC. */
class CallSpansTest {
  private static final String PEER = "weft.local/ns/shop/sa/web";

  private final List<FinishedSpan> spans = new ArrayList<>();
  private final RequestDurations durations = new RequestDurations(100);
  private final Tracer tracer =
      new Tracer(
          new Spans(),
          durations,
          new FakeClock(),
          new RandomTraceIds(),
          () -> false,
          100,
          Map.of());

  @Test
  void call_ofAMethodThatTheServerAnswers_isNamed() {
    RequestSpan span = tracer.startServer(FakeRequest.call("/shop.Orders/Open"), PEER);
    span.finishedCall(200, 5, null);

    FinishedSpan finished = spans.get(0);
    assertThat(finished.name()).isEqualTo("shop.Orders/Open");
    assertThat(finished.error()).isFalse();
    assertThat(finished.attributes())
        .contains(
            entry("rpc.system.name", "grpc"),
            entry("rpc.method", "shop.Orders/Open"),
            entry("rpc.response.status_code", "NOT_FOUND"))
        .doesNotContainKeys(
            "rpc.method_original", "http.request.method", "http.response.status_code");
    assertThat(durations.series())
        .containsOnlyKeys(
            new DurationSeries(
                SpanKind.SERVER, Protocol.GRPC, "shop.Orders/Open", 5, null, PEER, Verdict.NONE));
  }

  @Test
  void call_ofWhatTheServerHasNot_isToldWithAllOthers() {
    for (int i = 0; i < 5000; i++) {
      tracer.startServer(FakeRequest.call("/evil/" + i), null).finishedCall(200, 12, null);
      tracer.startServer(FakeRequest.call("/evil/a" + i), null).finishedCall(0, 1, null);
      tracer.startServer(FakeRequest.call("/evil/b" + i), null).finishedCall(400, 13, null);
      tracer.startServer(FakeRequest.call("/evil/c" + i), null).end(403);
    }

    assertThat(durations.series().keySet())
        .extracting(DurationSeries::method, DurationSeries::statusName, DurationSeries::errorType)
        .containsExactlyInAnyOrder(
            tuple("_OTHER", "UNIMPLEMENTED", "UNIMPLEMENTED"),
            tuple("_OTHER", "CANCELLED", null),
            tuple("_OTHER", "INTERNAL", "INTERNAL"),
            tuple("_OTHER", "PERMISSION_DENIED", null));
    FinishedSpan first = spans.get(0);
    assertThat(first.name()).isEqualTo("grpc");
    assertThat(first.error()).isTrue();
    assertThat(first.attributes()).contains(entry("rpc.method_original", "evil/0"));
  }

  @Test
  void call_givenUpAfterItsMethodIsKnown_isNamed() {
    tracer.startServer(FakeRequest.call("/shop.Orders/Open"), null).finishedCall(200, 0, null);
    tracer
        .startServer(FakeRequest.call("/shop.Orders/Open"), null)
        .finishedCall(0, -1, "connection_closed");

    assertThat(spans).extracting(FinishedSpan::name).containsOnly("shop.Orders/Open");
    assertThat(spans.get(1).attributes())
        .contains(entry("error.type", "connection_closed"))
        .doesNotContainKey("rpc.response.status_code");
  }

  @Test
  void known_moreMethodsThanTheLimit_theLaterOnesAreToldTogether() {
    CallMethods methods = new CallMethods(10);

    assertThat(IntStream.range(0, 1000).mapToObj(i -> methods.known("s/" + i, true)).distinct())
        .hasSize(11)
        .contains("s/0", "s/9", "_OTHER");
    assertThat(methods.known("s/9", false)).isEqualTo("s/9");
  }

  private final class Spans implements SpanSink {
    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void accept(FinishedSpan span) {
      spans.add(span);
    }
  }
}
