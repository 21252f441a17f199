package dev.weft.enforcer.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.management.ThreadMXBean;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.Workload;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.TelemetryView;
import dev.weft.core.telemetry.TraceSampling;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracerTest {
  private static final String SELF = "spiffe://weft.local/ns/shop/sa/cart";
  private static final String PEER = "weft.local/ns/shop/sa/web";
  private static final String SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String UNSAMPLED = SAMPLED.substring(0, 53) + "00";

  private final ListSink sink = new ListSink();
  private final FakeClock clock = new FakeClock();
  private final RequestDurations durations = new RequestDurations(100);
  private Tracer tracer = tracer(false);

  private Tracer tracer(boolean tracedElsewhere) {
    Tracer made =
        new Tracer(
            sink,
            durations,
            clock,
            new RandomTraceIds(),
            () -> tracedElsewhere,
            100,
            Map.of("POD", "cart-1"));
    made.follow(TelemetryView.DEFAULT, SELF);
    return made;
  }

  private static JsonObject resource(String group, String kind, String spec) throws Exception {
    String text =
        "{'apiVersion': '%s/v1', 'kind': '%s', 'metadata': {'name': 't', 'namespace': 'shop'},'spec':%s}"
            .formatted(group, kind, spec);
    return (JsonObject) JsonReader.read(text.replace('\'', '"'));
  }

  private void follow(String telemetry, String sampling) throws Exception {
    tracer.follow(
        TelemetryView.of(
            MeshSettings.DEFAULT,
            new Workload("shop", Map.of()),
            List.of(Telemetry.parse(resource(Telemetry.GROUP, Telemetry.KIND, telemetry))),
            List.of(
                TraceSampling.parse(resource(TraceSampling.GROUP, TraceSampling.KIND, sampling)))),
        SELF);
  }

  private static TraceContext context(RequestSpan span) {
    return Objects.requireNonNull(span.context());
  }

  @Test
  void server_sampledParent_childWithAttributesOfTheConventions() {
    FakeRequest request =
        new FakeRequest("GET", "traceparent", SAMPLED, "tracestate", "v=1", "User-Agent", "curl/8");
    RequestSpan span = tracer.startServer(request, PEER);
    span.decided(Verdict.ALLOWED, "shop/let-web-in");
    clock.move(Duration.ofMillis(30));
    span.end(200);

    TraceContext own = context(span);
    assertThat(own.traceHigh()).isEqualTo(0x0af7651916cd43ddL);
    assertThat(own.traceState()).isEqualTo("v=1");
    assertThat(own.spanId()).isNotIn(0L, 0xb7ad6b7169203331L);
    FinishedSpan finished = sink.spans.get(0);
    assertThat(finished.context()).isEqualTo(own);
    assertThat(finished.parentSpanId()).isEqualTo(0xb7ad6b7169203331L);
    assertThat(finished.name()).isEqualTo("GET");
    assertThat(finished.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(finished.startNanos()).isEqualTo(1_700_000_000_000_000_000L);
    assertThat(finished.durationNanos()).isEqualTo(30_000_000);
    assertThat(finished.error()).isFalse();
    assertThat(finished.attributes())
        .containsOnly(
            entry("http.request.method", "GET"),
            entry("url.scheme", "http"),
            entry("url.path", "/cart"),
            entry("server.address", "orders.shop"),
            entry("server.port", 8080L),
            entry("network.protocol.version", "1.1"),
            entry("user_agent.original", "curl/8"),
            entry("http.response.status_code", 200L),
            entry("weft.source.identity", "spiffe://" + PEER),
            entry("weft.destination.identity", SELF),
            entry("weft.verdict", "allowed"),
            entry("weft.policy", "shop/let-web-in"));
  }

  @Test
  void server_unsampledParent_passedOnAsItIsAndNothingRead() {
    FakeRequest request = new FakeRequest("GET", "traceparent", UNSAMPLED);
    RequestSpan span = tracer.startServer(request, PEER);
    span.end(200);

    assertThat(TraceParent.write(context(span))).isEqualTo(UNSAMPLED);
    assertThat(span.isRecording()).isFalse();
    assertThat(request.looks).isZero();
    assertThat(sink.spans).isEmpty();
    assertThat(durations.series()).hasSize(1);
  }

  @Test
  void server_malformedParent_newTrace() {
    RequestSpan span = tracer.startServer(new FakeRequest("GET", "traceparent", "00-x"), null);
    span.end(200);

    assertThat(sink.spans.get(0).parentSpanId()).isZero();
    assertThat(context(span).flags()).isEqualTo(TraceContext.SAMPLED | TraceContext.RANDOM);
  }

  @Test
  void client_insideAServer_isItsChild() {
    RequestSpan server = tracer.startServer(new FakeRequest("GET"), PEER);
    TraceScope scope = TraceScope.open(context(server));
    RequestSpan client = tracer.startClient(new FakeRequest("POST"), "weft.local/ns/b/sa/c");
    client.end(404);
    scope.close();
    server.end(200);

    FinishedSpan first = sink.spans.get(0);
    assertThat(first.parentSpanId()).isEqualTo(context(server).spanId());
    assertThat(first.context().traceLow()).isEqualTo(context(server).traceLow());
    assertThat(first.error()).isTrue();
    assertThat(first.attributes())
        .contains(
            entry("error.type", "404"),
            entry("weft.source.identity", SELF),
            entry("weft.destination.identity", "spiffe://weft.local/ns/b/sa/c"));
    assertThat(sink.spans.get(1).error()).isFalse();
  }

  @Test
  void client_traceparentThereAlready_noSpanAndNoContext() {
    RequestSpan span = tracer.startClient(new FakeRequest("GET", "traceparent", SAMPLED), PEER);
    span.end(200);

    assertThat(span.context()).isNull();
    assertThat(sink.spans).isEmpty();
  }

  @Test
  void start_otherAgentAttached_noSpanNoContextNoDuration() {
    tracer = tracer(true);
    RequestSpan server = tracer.startServer(new FakeRequest("GET", "traceparent", SAMPLED), null);
    RequestSpan client = tracer.startClient(new FakeRequest("GET"), null);
    server.end(200);
    client.end(200);

    assertThat(server.context()).isNull();
    assertThat(client.context()).isNull();
    assertThat(sink.spans).isEmpty();
    assertThat(durations.series()).isEmpty();
  }

  @Test
  void start_nowhereToReport_passesOnAndBeginsNothing() {
    sink.open = false;

    RequestSpan child = tracer.startServer(new FakeRequest("GET", "traceparent", SAMPLED), null);
    RequestSpan root = tracer.startServer(new FakeRequest("GET"), null);

    assertThat(TraceParent.write(context(child))).isEqualTo(SAMPLED);
    assertThat(root.context()).isNull();
  }

  @Test
  void start_reportingDisabled_passesOnAsItCame() throws Exception {
    follow("{'tracing': [{'disableSpanReporting': true}]}", "{}");

    RequestSpan child = tracer.startServer(new FakeRequest("GET", "traceparent", SAMPLED), null);
    child.end(200);

    assertThat(TraceParent.write(context(child))).isEqualTo(SAMPLED);
    assertThat(sink.spans).isEmpty();
  }

  @Test
  void root_percentages_ofTelemetryAndPair() throws Exception {
    follow(
        "{'tracing': [{'randomSamplingPercentage': 10}]}",
        "{'rules': [{'match': {'principals': ['"
            + PEER
            + "']}, 'randomSamplingPercentage': 100}]}");

    assertThat(sampledOf(20_000, null)).isBetween(1_700, 2_300);
    assertThat(sampledOf(2_000, PEER)).isEqualTo(2_000);
    follow("{'tracing': [{'randomSamplingPercentage': 0}]}", "{}");
    assertThat(sampledOf(5_000, null)).isZero();
    // A root that is not recorded says so to those it calls.
    assertThat(context(tracer.startServer(new FakeRequest("GET"), null)).isSampled()).isFalse();
  }

  private int sampledOf(int requests, @Nullable String peer) {
    int sampled = 0;
    for (int i = 0; i < requests; i++) {
      sampled += tracer.startServer(new FakeRequest("GET"), peer).isRecording() ? 1 : 0;
    }
    return sampled;
  }

  @Test
  void customTags_fromEverySource() throws Exception {
    follow(
        """
        {'tracing': [{'customTags': {'a': {'literal': {'value': 'v'}},
          'b': {'environment': {'name': 'POD'}}, 'c': {'environment': {'name': 'NO'}},
          'd': {'header': {'name': 'X-Tenant'}},
          'e': {'header': {'name': 'X-No', 'defaultValue': 'none'}}}}]}
        """,
        "{}");
    tracer.startServer(new FakeRequest("GET", "x-tenant", "t1"), null).end(200);

    assertThat(sink.spans.get(0).attributes())
        .contains(entry("a", "v"), entry("b", "cart-1"), entry("d", "t1"), entry("e", "none"))
        .doesNotContainKey("c");
  }

  @Test
  void end_unusualMethodAndException_named() {
    RequestSpan span = tracer.startClient(new FakeRequest("BREW"), null);
    span.end(0, new IOException("connection reset by secret"));
    span.end(200);

    FinishedSpan finished = sink.spans.get(0);
    assertThat(sink.spans).hasSize(1);
    assertThat(finished.name()).isEqualTo("HTTP");
    assertThat(finished.error()).isTrue();
    assertThat(finished.attributes())
        .contains(
            entry("http.request.method", "_OTHER"),
            entry("http.request.method_original", "BREW"),
            entry("error.type", "java.io.IOException"))
        .doesNotContainKey("http.response.status_code");
    assertThat(durations.series().keySet())
        .containsExactly(
            new DurationSeries(
                SpanKind.CLIENT, "_OTHER", 0, "java.io.IOException", null, Verdict.NONE));
  }

  @Test
  void server_statusBelow500_isNoError() {
    tracer.startServer(new FakeRequest("GET"), null).end(499);
    tracer.startServer(new FakeRequest("GET"), null).end(500);

    assertThat(sink.spans).extracting(FinishedSpan::error).containsExactly(false, true);
  }

  @Test
  void unsampled_request_allocatesLittle() {
    FakeRequest request = new FakeRequest("GET");
    TraceContext parent = new TraceContext(1, 2, 3, 0, "");
    TraceScope scope = TraceScope.open(parent);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int requests = 20_000;
    long allocated = 0;
    for (int round = 0; round < 2; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < requests; i++) {
        tracer.startClient(request, PEER).end(200);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    scope.close();

    // The span, its flag, the outcome and the key that its duration is counted under.
    assertThat(allocated / requests).isLessThan(250);
  }

  @Test
  void accessLog_ofOneDirection_hasItsRequestsSampledOrNot() throws Exception {
    List<AccessEntry> entries = new ArrayList<>();
    tracer.logTo(entries::add);
    tracer.startServer(new FakeRequest("GET"), PEER).end(200);
    assertThat(entries).isEmpty();

    follow("{'accessLogging': [{'match': {'mode': 'SERVER'}}]}", "{}");
    tracer.startClient(new FakeRequest("PUT"), PEER).end(200);
    RequestSpan span = tracer.startServer(new FakeRequest("GET", "traceparent", UNSAMPLED), PEER);
    span.decided(Verdict.ALLOWED, "shop/p");
    span.finished(0, "connection_closed");

    assertThat(entries).hasSize(1);
    AccessEntry entry = entries.get(0);
    assertThat(entry.request()).isEqualTo(new LoggedRequest("GET", "/cart", "orders.shop"));
    assertThat(entry.status()).isZero();
    assertThat(entry.error()).isEqualTo("connection_closed");
    assertThat(entry.peer()).isEqualTo(PEER);
    assertThat(entry.policy()).isEqualTo("shop/p");
    assertThat(entry.verdict()).isEqualTo(Verdict.ALLOWED);

    follow("{'accessLogging': [{'disabled': true}]}", "{}");
    tracer.startServer(new FakeRequest("GET"), PEER).end(200);
    assertThat(entries).hasSize(1);
  }
}
