package dev.weft.enforcer.trace.otlp;

import static dev.weft.enforcer.trace.otlp.FakeCollector.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.core.http.WebClient;
import dev.weft.enforcer.trace.FinishedSpan;
import dev.weft.enforcer.trace.RequestDurations;
import dev.weft.enforcer.trace.SpanKind;
import dev.weft.enforcer.trace.SpanSink;
import dev.weft.enforcer.trace.TraceClock;
import dev.weft.enforcer.trace.Verdict;
import dev.weft.enforcer.trace.grpc.GrpcReceiver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpExporterTest {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ExportListener listener =
      new ExportListener() {
        @Override
        public void failed(String to, String why) {
          lines.add("failed " + why);
        }

        @Override
        public void recovered(String to, long lost) {
          lines.add("recovered " + lost);
        }
      };
  private final RequestDurations durations = new RequestDurations(10);
  private FakeCollector collector;

  @BeforeEach
  void listen() throws Exception {
    collector = new FakeCollector();
  }

  @AfterEach
  void close() {
    collector.close();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "weft-test");
    thread.setDaemon(true);
    return thread;
  }

  private OtlpExporter start(String... settings) {
    OtlpExporter exporter = exporter(settings);
    exporter.start(OtlpExporterTest::daemon);
    return exporter;
  }

  private OtlpExporter exporter(String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address());
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "50");
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "100");
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    OtlpSettings read = OtlpSettings.read(Map.of(), environment);
    assertThat(read.problems()).isEmpty();
    return exporter(read, null);
  }

  private OtlpExporter exporter(OtlpSettings settings, @Nullable OtlpDestination otherwise) {
    return new OtlpExporter(
        settings,
        new WebClient(OtlpExporterTest::daemon),
        otherwise,
        durations,
        TraceClock.SYSTEM,
        () -> "spiffe://weft.local/ns/shop/sa/cart",
        listener);
  }

  private static void record(
      RequestDurations durations, int status, @Nullable String peer, long millis) {
    durations.record(
        SpanKind.SERVER,
        "GET",
        status,
        null,
        peer,
        Verdict.ALLOWED,
        TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static FinishedSpan span(long id, boolean error) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("http.request.method", "GET");
    attributes.put("url.path", "/caf\u00e9");
    attributes.put("http.response.status_code", 200L);
    return new FinishedSpan(
        SpanKind.SERVER,
        "GET",
        new TraceContext(0x0af7651916cd43ddL, 0x8448eb211c80319cL, id, 3, "a=1"),
        error ? 0 : 0x00f067aa0ba902b7L,
        1_700_000_000_000_000_000L,
        30_000_000L,
        error,
        attributes);
  }

  private static List<Span> spans(ExportTraceServiceRequest request) {
    return request.getResourceSpans(0).getScopeSpans(0).getSpansList();
  }

  private static String hex(ByteString bytes) {
    StringBuilder hex = new StringBuilder();
    bytes.forEach(b -> hex.append(String.format("%02x", b)));
    return hex.toString();
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    Map<String, String> texts = new HashMap<>();
    attributes.forEach(it -> texts.put(it.getKey(), it.getValue().getStringValue()));
    return texts;
  }

  @Test
  void spans_withoutCollector_goElsewhere() throws Exception {
    BlockingQueue<byte[]> elsewhere = new LinkedBlockingQueue<>();
    OtlpSettings none = OtlpSettings.read(Map.of(), Map.of("OTEL_BSP_SCHEDULE_DELAY", "50"));
    OtlpExporter exporter =
        exporter(
            none,
            message -> {
              elsewhere.add(message);
              return Receipt.TAKEN;
            });
    exporter.start(OtlpExporterTest::daemon);

    exporter.sink().accept(span(7, false));

    byte[] message = elsewhere.poll(30, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    assertThat(spans(ExportTraceServiceRequest.parseFrom(message))).hasSize(1);
    assertThat(exporter(none, null).sink().isOpen()).isFalse();
  }

  @Test
  void spans_arriveWithEveryField() throws Exception {
    OtlpExporter exporter =
        start(
            "OTEL_SERVICE_NAME", "cart",
            "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=te%20st,service.name=other",
            "OTEL_EXPORTER_OTLP_HEADERS", "api-key=s%3Dcret");
    exporter.sink().accept(span(0xb7ad6b7169203331L, false));
    ExportTraceServiceRequest request = next(collector.traces);

    assertThat(texts(request.getResourceSpans(0).getResource().getAttributesList()))
        .containsEntry("service.name", "cart")
        .containsEntry("deployment.environment", "te st")
        .containsEntry("telemetry.sdk.language", "java");
    assertThat(collector.headers)
        .containsEntry("Content-type", "application/x-protobuf")
        .containsEntry("Api-key", "s=cret");
    Span first = spans(request).get(0);
    assertThat(hex(first.getTraceId())).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(hex(first.getSpanId())).isEqualTo("b7ad6b7169203331");
    assertThat(hex(first.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
    assertThat(first.getTraceState()).isEqualTo("a=1");
    assertThat(first.getName()).isEqualTo("GET");
    assertThat(first.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(first.getFlags()).isEqualTo(3);
    assertThat(first.getStartTimeUnixNano()).isEqualTo(1_700_000_000_000_000_000L);
    assertThat(first.getEndTimeUnixNano()).isEqualTo(1_700_000_000_030_000_000L);
    assertThat(first.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(texts(first.getAttributesList())).containsEntry("url.path", "/caf\u00e9");
    assertThat(first.getAttributesList().get(2).getValue().getIntValue()).isEqualTo(200);
    assertThat(request.getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void spansAndDurations_byGrpc_callTheCollectorsServices() throws Exception {
    try (GrpcReceiver receiver = GrpcReceiver.start(1 << 20)) {
      receiver.statuses.add(io.grpc.Status.UNAVAILABLE); // tried again
      OtlpExporter exporter =
          start(
              "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
              "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address() + "/any",
              "OTEL_METRIC_EXPORT_INTERVAL", "3600000");
      exporter.sink().accept(span(7, false));
      GrpcReceiver.Call traces = receiver.next();
      record(durations, 200, null, 3);
      start(
          "OTEL_EXPORTER_OTLP_PROTOCOL",
          "grpc",
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          receiver.address().toString());
      GrpcReceiver.Call metrics = receiver.next();

      assertThat(traces.method())
          .isEqualTo("opentelemetry.proto.collector.trace.v1.TraceService/Export");
      assertThat(spans(ExportTraceServiceRequest.parseFrom(traces.message()))).hasSize(1);
      assertThat(metrics.method())
          .isEqualTo("opentelemetry.proto.collector.metrics.v1.MetricsService/Export");
      assertThat(ExportMetricsServiceRequest.parseFrom(metrics.message()).getResourceMetricsCount())
          .isEqualTo(1);
      assertThat(lines).isEmpty();
    }
  }

  @Test
  void spans_failedRoot_hasErrorAndNoParent() throws Exception {
    start().sink().accept(span(2, true));
    Span span = spans(next(collector.traces)).get(0);

    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
  }

  @Test
  void spans_more_thanABatch_allArriveOnce() throws Exception {
    OtlpExporter exporter = start("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "100");
    for (int i = 1; i <= 1_000; i++) {
      exporter.sink().accept(span(i, false));
    }
    Set<String> ids = new HashSet<>();
    while (ids.size() < 1_000) {
      List<Span> spans = spans(next(collector.traces));
      assertThat(spans).hasSizeBetween(1, 100);
      spans.forEach(it -> assertThat(ids.add(hex(it.getSpanId()))).isTrue());
    }
    assertThat(exporter.lost()).isZero();
  }

  @Test
  void spans_queueFull_droppedAndCounted() {
    OtlpExporter exporter = exporter("OTEL_BSP_MAX_QUEUE_SIZE", "10");
    for (int i = 1; i <= 25; i++) {
      exporter.sink().accept(span(i, false));
    }
    assertThat(exporter.lost()).isEqualTo(15);
  }

  @Test
  void spans_unavailableOnce_sentAgain() throws Exception {
    collector.statuses.add(503);
    OtlpExporter exporter = start();
    exporter.sink().accept(span(1, false));

    assertThat(spans(next(collector.traces))).hasSize(1);
    assertThat(exporter.lost()).isZero();
  }

  @Test
  void spans_refused_lostToldOnceAndGoneOnWith() throws Exception {
    collector.statuses.addAll(List.of(400, 401));
    OtlpExporter exporter = start("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1");
    for (int i = 1; i <= 3; i++) {
      exporter.sink().accept(span(i, false));
    }

    assertThat(spans(next(collector.traces))).hasSize(1);
    assertThat(exporter.lost()).isEqualTo(2);
    assertThat(next(lines)).isEqualTo("failed status 400");
    assertThat(next(lines)).isEqualTo("recovered 2");
    assertThat(lines).isEmpty();
  }

  @Test
  void durations_arriveAsHistograms() throws Exception {
    record(durations, 200, "weft.local/ns/shop/sa/web", 30);
    record(durations, 200, "weft.local/ns/shop/sa/web", 20_000);
    start();

    var metric = next(collector.metrics).getResourceMetrics(0).getScopeMetrics(0).getMetrics(0);
    assertThat(metric.getName()).isEqualTo("http.server.request.duration");
    assertThat(metric.getUnit()).isEqualTo("s");
    assertThat(metric.getHistogram().getAggregationTemporality().name())
        .isEqualTo("AGGREGATION_TEMPORALITY_CUMULATIVE");
    var point = metric.getHistogram().getDataPoints(0);
    assertThat(point.getCount()).isEqualTo(2);
    assertThat(point.getSum()).isEqualTo(20.03);
    assertThat(point.getExplicitBoundsList()).hasSize(14).startsWith(0.005).endsWith(10.0);
    assertThat(point.getBucketCountsList())
        .containsExactly(0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
    assertThat(texts(point.getAttributesList()))
        .containsEntry("http.request.method", "GET")
        .containsEntry("weft.source.identity", "spiffe://weft.local/ns/shop/sa/web")
        .containsEntry("weft.destination.identity", "spiffe://weft.local/ns/shop/sa/cart")
        .containsEntry("weft.verdict", "allowed")
        .containsKey("http.response.status_code");
    assertThat(point.getTimeUnixNano()).isGreaterThan(point.getStartTimeUnixNano());
  }

  @Test
  void durations_tooManySeries_markedAsOverflow() throws Exception {
    for (int status = 200; status < 220; status++) {
      record(durations, status, null, 1);
    }
    start();

    var points =
        next(collector.metrics)
            .getResourceMetrics(0)
            .getScopeMetrics(0)
            .getMetrics(0)
            .getHistogram()
            .getDataPointsList();
    assertThat(points).hasSize(11);
    assertThat(
            points.stream()
                .filter(it -> it.getAttributes(0).getKey().equals("otel.metric.overflow"))
                .map(it -> it.getAttributes(0).getValue().getBoolValue()))
        .containsExactly(true);
  }

  @Test
  void finish_sendsTheLastAndEndsTheThread() throws Exception {
    OtlpExporter exporter =
        exporter("OTEL_BSP_SCHEDULE_DELAY", "3600000", "OTEL_METRIC_EXPORT_INTERVAL", "3600000");
    AtomicReference<Thread> sender = new AtomicReference<>();
    exporter.start(
        task -> {
          sender.set(daemon(task));
          return sender.get();
        });
    exporter.sink().accept(span(1, false));
    record(durations, 200, null, 3);

    exporter.finish(Duration.ofSeconds(30));

    assertThat(sender.get().isAlive()).isFalse();
    assertThat(collector.traces).hasSize(1);
    assertThat(collector.metrics).hasSize(1);
    exporter.sink().accept(span(2, false));
    assertThat(exporter.lost()).as("came too late").isEqualTo(1);
  }

  @Test
  void finish_destinationAnswersNever_waitsNoLongerThanItMay() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    AtomicReference<Thread> sender = new AtomicReference<>();
    OtlpExporter exporter =
        exporter(
            OtlpSettings.read(Map.of(), Map.of("OTEL_BSP_SCHEDULE_DELAY", "1")),
            message -> {
              sending.countDown();
              try {
                Thread.sleep(Long.MAX_VALUE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new IOException("interrupted");
            });
    exporter.start(
        task -> {
          sender.set(daemon(task));
          return sender.get();
        });
    exporter.sink().accept(span(1, false));
    assertThat(sending.await(30, TimeUnit.SECONDS)).isTrue();

    exporter.finish(Duration.ofMillis(1));

    sender.get().join(30_000);
    assertThat(sender.get().isAlive()).isFalse();
  }

  @Test
  void sink_nowhereToSend_closed() {
    assertThat(exporter("OTEL_TRACES_EXPORTER", "none").sink()).isSameAs(SpanSink.NONE);
  }
}
