package dev.weft.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientView;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.trace.FinishedSpan;
import dev.weft.enforcer.trace.RandomTraceIds;
import dev.weft.enforcer.trace.RequestDurations;
import dev.weft.enforcer.trace.SpanSink;
import dev.weft.enforcer.trace.TraceClock;
import dev.weft.enforcer.trace.TraceParent;
import dev.weft.enforcer.trace.Tracer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientSpansTest {
  private static final String OWN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final Spans sink = new Spans();
  private final TraceClock clock = new StandingClock();
  private final Tracer tracer =
      new Tracer(
          sink,
          new RequestDurations(100),
          clock,
          new RandomTraceIds(),
          new ForeignTracing(ClassLoader.getPlatformClassLoader()),
          100,
          Map.of());
  private final ClientSpans spans =
      new ClientSpans(
          () -> tracer,
          ClientSpansTest::nobody,
          new ForeignTracing(ClassLoader.getPlatformClassLoader()),
          new Faults(EventLog.to(null, LogLevel.INFO)));
  private final Sending request = new Sending();

  private ClientSpans unheard() {
    Tracer idle =
        new Tracer(SpanSink.NONE, null, clock, new RandomTraceIds(), () -> false, 100, Map.of());
    return new ClientSpans(
        () -> idle,
        ClientSpansTest::nobody,
        new ForeignTracing(ClassLoader.getPlatformClassLoader()),
        new Faults(EventLog.to(null, LogLevel.INFO)));
  }

  @Test
  void begin_whileNobodyIsTold_followsWhatHasAContextAlone() {
    assertThat(unheard().begin(request)).isNull();

    TraceScope scope = TraceScope.open(new TraceContext(1, 2, 3, 1, ""));
    try {
      assertThat(unheard().begin(request)).isNotNull();
    } finally {
      scope.close();
    }
    assertThat(request.header("traceparent"))
        .isEqualTo(TraceParent.write(new TraceContext(1, 2, 3, 1, "")));
  }

  private static final class Spans implements SpanSink {
    final List<FinishedSpan> spans = new ArrayList<>();

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void accept(FinishedSpan span) {
      spans.add(span);
    }
  }

  private static final class StandingClock implements TraceClock {
    @Override
    public long epochNanos() {
      return 1_700_000_000_000_000_000L;
    }

    @Override
    public long nanoTime() {
      return 7;
    }
  }

  private static final class Sending extends ClientView {
    final Map<String, String> headers = new HashMap<>();
    boolean isGrpc;
    long nanosSinceStart;

    @Override
    public boolean isGrpc() {
      return isGrpc;
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String scheme() {
      return "https";
    }

    @Override
    public @Nullable String host() {
      return isGrpc ? null : "orders";
    }

    @Override
    public int port() {
      return -1;
    }

    @Override
    public String target() {
      return isGrpc ? "/shop.Orders/List" : "/list?page=2";
    }

    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }

    @Override
    public void setHeader(String name, String value) {
      headers.put(name, value);
    }

    @Override
    public long nanosSinceStart() {
      return nanosSinceStart;
    }
  }

  // Nobody is known.
  @SuppressWarnings("UnusedVariable")
  private static @Nullable String nobody(MeshSocket socket) {
    return null;
  }

  private ClientExchange begin() {
    return Objects.requireNonNull(spans.begin(request));
  }

  @Test
  void begin_inTrace_sendsTheContextOfItsSpanAlong() {
    TraceScope scope = TraceScope.open(new TraceContext(1, 2, 3, TraceContext.SAMPLED, "v=1"));
    ClientExchange exchange = begin();
    scope.close();
    exchange.answered(200);

    FinishedSpan span = sink.spans.get(0);
    assertThat(span.parentSpanId()).isEqualTo(3);
    assertThat(request.headers)
        .containsOnly(
            entry("traceparent", TraceParent.write(span.context())), entry("tracestate", "v=1"));
    assertThat(span.attributes())
        .containsEntry("url.path", "/list")
        .containsEntry("server.address", "orders")
        .containsEntry("server.port", 443L)
        .containsEntry("http.response.status_code", 200L);
  }

  @Test
  void begin_afterConnecting_startsWithThat() {
    long now = clock.epochNanos();
    request.nanosSinceStart = 700;
    begin().answered(200);

    assertThat(sink.spans.get(0).startNanos()).isEqualTo(now - 700);
    assertThat(sink.spans.get(0).durationNanos()).isEqualTo(700);
  }

  @Test
  void begin_programTracesItself_changesNothingAndMakesNoSpan() {
    request.headers.put("traceparent", OWN);
    begin().answered(200);

    assertThat(request.headers).containsOnly(entry("traceparent", OWN));
    assertThat(sink.spans).isEmpty();
  }

  @Test
  void closed_callThatFailed_isNamedAfterItsMethodAllTheSame() {
    request.isGrpc = true;
    ClientExchange call = begin();
    call.addressedTo("orders", 8443);
    call.closed(14);

    FinishedSpan span = sink.spans.get(0);
    assertThat(span.name()).isEqualTo("shop.Orders/List");
    assertThat(span.error()).isTrue();
    assertThat(span.attributes())
        .containsEntry("rpc.system.name", "grpc")
        .containsEntry("rpc.method", "shop.Orders/List")
        .containsEntry("rpc.response.status_code", "UNAVAILABLE")
        .containsEntry("error.type", "UNAVAILABLE")
        .containsEntry("server.address", "orders")
        .containsEntry("server.port", 8443L)
        .doesNotContainKey("http.request.method");
  }

  @Test
  void closed_callWithoutAnAddress_tellsNoPort() {
    request.isGrpc = true;
    begin().closed(0);

    assertThat(sink.spans.get(0).error()).isFalse();
    assertThat(sink.spans.get(0).attributes())
        .containsEntry("rpc.response.status_code", "OK")
        .doesNotContainKeys("server.address", "server.port");
  }

  @Test
  void failed_noAnswer_isAnErrorOfItsKind() {
    begin().failed(new IOException("gone"));

    assertThat(sink.spans.get(0).error()).isTrue();
    assertThat(sink.spans.get(0).attributes())
        .containsEntry("error.type", "java.io.IOException")
        .doesNotContainKey("http.response.status_code");
  }
}
