package dev.weft.it.harness;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A collector that reads OTLP, by http/protobuf and by gRPC, with its authors' own classes. */
public final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final Server grpc;
  private final Map<String, Queue<Span>> spans = new ConcurrentHashMap<>();
  private final Map<String, List<HistogramDataPoint>> durations = new ConcurrentHashMap<>();

  private Collector(HttpServer server) throws IOException {
    this.server = server;
    this.grpc = GrpcIntake.start(this::traces, this::metrics);
  }

  /** Starts it on any free port. */
  public static Collector start() throws IOException {
    Collector collector =
        new Collector(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    collector.server.createContext("/v1/traces", it -> take(it, collector::traces));
    collector.server.createContext("/v1/metrics", it -> take(it, collector::metrics));
    collector.server.start();
    return collector;
  }

  /** What has an agent send to it, soon. */
  public List<String> options() {
    return options("http/protobuf", server.getAddress().getPort());
  }

  /** As {@link #options()}, by gRPC. */
  public List<String> optionsOfGrpc() {
    return options("grpc", grpc.getPort());
  }

  /** As {@link #options()}, for a program that knows the variables alone. */
  public Map<String, String> environment() {
    return options().stream()
        .map(option -> option.substring("-D".length()).split("=", 2))
        .collect(
            Collectors.toMap(
                option -> option[0].replace('.', '_').toUpperCase(Locale.ROOT),
                option -> option[1]));
  }

  private static List<String> options(String protocol, int port) {
    return List.of(
        "-Dotel.exporter.otlp.protocol=" + protocol,
        "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + port,
        "-Dotel.bsp.schedule.delay=100",
        "-Dotel.metric.export.interval=200");
  }

  private static void take(HttpExchange exchange, Consumer<byte[]> taking) throws IOException {
    taking.accept(exchange.getRequestBody().readAllBytes());
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static <T> T parsed(Parser<T> parser, byte[] message) {
    try {
      return parser.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void traces(byte[] message) {
    parsed(ExportTraceServiceRequest.parser(), message)
        .getResourceSpansList()
        .forEach(
            resource ->
                resource
                    .getScopeSpansList()
                    .forEach(scope -> scope.getSpansList().forEach(this::take)));
  }

  private void take(Span span) {
    spans
        .computeIfAbsent(
            hex(span.getTraceId().toByteArray()), unused -> new ConcurrentLinkedQueue<>())
        .add(span);
  }

  private void metrics(byte[] message) {
    parsed(ExportMetricsServiceRequest.parser(), message)
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
    grpc.shutdownNow();
  }
}
