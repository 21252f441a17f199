package dev.weft.enforcer.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.AgentThread;
import dev.weft.bootstrap.http.Served;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Peer;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.trace.DurationSeries;
import dev.weft.enforcer.trace.FinishedSpan;
import dev.weft.enforcer.trace.RandomTraceIds;
import dev.weft.enforcer.trace.RequestDurations;
import dev.weft.enforcer.trace.SpanKind;
import dev.weft.enforcer.trace.SpanSink;
import dev.weft.enforcer.trace.TraceClock;
import dev.weft.enforcer.trace.Tracer;
import dev.weft.enforcer.trace.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTracesTest {
  private static final String PEER = "weft.local/ns/shop/sa/web";
  private static final ConnectionFacts FACTS =
      new ConnectionFacts(Peer.ofPrincipal(PEER), null, null, 8080, null);

  private final List<FinishedSpan> spans = new ArrayList<>();
  private final RequestDurations durations = new RequestDurations(10);
  private final Faults faults = new Faults(EventLog.to(null, LogLevel.INFO));
  private final Tracer tracer =
      new Tracer(
          new Spans(),
          durations,
          TraceClock.SYSTEM,
          new RandomTraceIds(),
          () -> false,
          100,
          Map.of());
  private final ServerTraces traces = new ServerTraces(() -> tracer, faults);

  @Test
  void allowed_thenFinished_isASpan() {
    Served served =
        traces.allowed(FACTS, new FakeRequest("/a?b").with("host", "[::1]:8443"), 0, "shop/p");
    assertThat(spans).isEmpty();
    served.finished(200, null);
    served.finished(0, "late");

    assertThat(spans).hasSize(1);
    assertThat(spans.get(0).attributes())
        .containsEntry("url.path", "/a")
        .containsEntry("server.address", "[::1]")
        .containsEntry("server.port", 8443L)
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("weft.source.identity", "spiffe://" + PEER)
        .containsEntry("weft.verdict", "allowed")
        .containsEntry("weft.policy", "shop/p");
  }

  @Test
  void allowed_whileNobodyIsTold_isFollowedOnlyIfItBearsAContext() {
    Tracer idle =
        new Tracer(
            SpanSink.NONE,
            null,
            TraceClock.SYSTEM,
            new RandomTraceIds(),
            () -> false,
            100,
            Map.of());
    ServerTraces unheard = new ServerTraces(() -> idle, faults);
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    assertThat(unheard.allowed(FACTS, new FakeRequest("/"), 0, null)).isSameAs(Served.UNTRACED);
    Served borne =
        unheard.allowed(FACTS, new FakeRequest("/").with("traceparent", parent), 0, null);
    assertThat(borne.context()).isNotNull();
    borne.finished(200, null);
  }

  @Test
  void denied_any_isASpanAndADuration() {
    long judged = TimeUnit.MILLISECONDS.toNanos(2);
    Served served = traces.denied(FACTS, new FakeRequest("/"), judged, "shop/p");
    assertThat(spans).isEmpty();
    served.finished(403, null);

    assertThat(spans.get(0).durationNanos()).isGreaterThanOrEqualTo(judged);
    assertThat(spans.get(0).attributes())
        .containsEntry("http.response.status_code", 403L)
        .containsEntry("weft.verdict", "denied")
        .containsEntry("weft.policy", "shop/p");
    assertThat(durations.series())
        .containsOnlyKeys(
            new DurationSeries(SpanKind.SERVER, "GET", 403, null, PEER, Verdict.DENIED));
  }

  @Test
  void allowed_longPath_isCutOff() {
    traces.allowed(FACTS, new FakeRequest("/" + "x".repeat(5000)), 0, null).finished(200, null);

    assertThat(spans.get(0).attributes())
        .hasEntrySatisfying("url.path", it -> assertThat(it.toString()).hasSize(1024));
  }

  @ParameterizedTest
  @CsvSource({
    "shop:80, 80",
    "shop:65535, 65535",
    "shop, ",
    "shop:, ",
    "shop:8o, ",
    "shop:-1, ",
    "shop:123456, ",
    "[::1], ",
  })
  void allowed_hostHeader_tellsThePortIfItHasOne(String host, @Nullable Long port) {
    traces.allowed(FACTS, new FakeRequest("/").with("host", host), 0, null).finished(200, null);

    assertThat(spans.get(0).attributes().get("server.port")).isEqualTo(port);
  }

  @Test
  void allowed_noTracerYet_isUntraced() {
    ServerTraces early = new ServerTraces(() -> null, faults);

    assertThat(early.allowed(FACTS, new FakeRequest("/"), 0, null)).isSameAs(Served.UNTRACED);
    assertThat(early.denied(FACTS, new FakeRequest("/"), 0, null)).isSameAs(Served.UNTRACED);
    assertThat(faults.counts()).isEmpty();
  }

  @Test
  void allowed_fault_isCountedAndLeavesTheRequestUntraced() {
    ServerTraces faulty =
        new ServerTraces(
            () -> {
              throw new IllegalStateException("on purpose");
            },
            faults);

    assertThat(faulty.allowed(FACTS, new FakeRequest("/"), 0, null)).isSameAs(Served.UNTRACED);
    assertThat(faulty.denied(FACTS, new FakeRequest("/"), 0, null)).isSameAs(Served.UNTRACED);
    assertThat(faults.counts()).containsEntry("trace.start", 2L);
  }

  @Test
  void allowed_onAnAgentThread_isUntraced() throws Exception {
    AtomicReference<Served> seen = new AtomicReference<>();
    Thread thread =
        new AgentThread(
            Thread.currentThread().getThreadGroup(),
            () -> seen.set(traces.allowed(FACTS, new FakeRequest("/"), 0, null)),
            "test",
            (it, fault) -> faults.caught("test", fault));
    thread.start();
    thread.join();

    assertThat(thread).isInstanceOf(AgentThread.class);
    assertThat(seen.get()).isSameAs(Served.UNTRACED);
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
