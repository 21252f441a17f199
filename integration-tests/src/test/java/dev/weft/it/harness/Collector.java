package dev.weft.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A collector that reads OTLP by http/protobuf with its authors' own classes. */
public final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Queue<Span>> spans = new ConcurrentHashMap<>();
  private final Map<String, List<HistogramDataPoint>> durations = new ConcurrentHashMap<>();

  private Collector(HttpServer server) {
    this.server = server;
  }

  /** Starts it on any free port. */
  public static Collector start() throws IOException {
    Collector collector =
        new Collector(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    collector.server.createContext("/v1/traces", collector::traces);
    collector.server.createContext("/v1/metrics", collector::metrics);
    collector.server.start();
    return collector;
  }

  /** What has an agent send to it, soon. */
  public List<String> options() {
    return List.of(
        "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + server.getAddress().getPort(),
        "-Dotel.bsp.schedule.delay=100",
        "-Dotel.metric.export.interval=200");
  }

  private void traces(HttpExchange exchange) throws IOException {
    ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes())
        .getResourceSpansList()
        .forEach(
            resource ->
                resource
                    .getScopeSpansList()
                    .forEach(scope -> scope.getSpansList().forEach(this::take)));
    answer(exchange);
  }

  private void take(Span span) {
    spans
        .computeIfAbsent(
            hex(span.getTraceId().toByteArray()), unused -> new ConcurrentLinkedQueue<>())
        .add(span);
  }

  private void metrics(HttpExchange exchange) throws IOException {
    ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes())
        .getResourceMetricsList()
        .forEach(
            resource ->
                resource
                    .getScopeMetricsList()
                    .forEach(
                        scope ->
                            scope
                                .getMetricsList()
                                .forEach(
                                    metric ->
                                        durations.put(
                                            metric.getName(),
                                            metric.getHistogram().getDataPointsList()))));
    answer(exchange);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** All spans that have come. */
  public List<Span> spans() {
    return spans.values().stream().flatMap(Queue::stream).toList();
  }

  /** The spans of one trace that have come. */
  public List<Span> spans(String traceId) {
    Queue<Span> found = spans.get(traceId);
    return found == null ? List.of() : new ArrayList<>(found);
  }

  /** The one span of a trace; waits for it. */
  public Span awaitSpan(String traceId) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(() -> !spans(traceId).isEmpty());
    List<Span> found = spans(traceId);
    if (found.size() != 1) {
      throw new AssertionError("spans of " + traceId + ": " + found + " (expected: one)");
    }
    return found.get(0);
  }

  /** The span that the header of a request, as a server saw it, names; waits for it. */
  public Span awaitParent(String traceParent) {
    String[] parts = traceParent.split("-", -1);
    return Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () ->
                spans(parts[1]).stream()
                    .filter(span -> hex(span.getSpanId().toByteArray()).equals(parts[2]))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** The latest counts of the metric {@code name}, by their attributes. */
  public Map<Map<String, String>, Long> counts(String name) {
    return durations.getOrDefault(name, List.of()).stream()
        .collect(
            Collectors.toMap(
                point -> attributes(point.getAttributesList()), HistogramDataPoint::getCount));
  }

  /** Attributes by name. */
  public static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                it ->
                    it.getValue().hasIntValue()
                        ? Long.toString(it.getValue().getIntValue())
                        : it.getValue().getStringValue()));
  }

  /** The value of an attribute as text; empty without one. */
  public static String attribute(Span span, String name) {
    return attributes(span.getAttributesList()).getOrDefault(name, "");
  }

  /** In hexadecimal digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
