package dev.weft.it.harness;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A collector that takes spans by OTLP and shows them. */
public final class Collector implements AutoCloseable {
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private Collector(HttpServer server) {
    this.server = server;
  }

  /** Opens one on a free port. */
  public static Collector open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Collector collector = new Collector(server);
    server.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            ExportTraceServiceRequest.parseFrom(body)
                .getResourceSpansList()
                .forEach(
                    resource ->
                        resource
                            .getScopeSpansList()
                            .forEach(scope -> collector.spans.addAll(scope.getSpansList())));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return collector;
  }

  /** What has a program send its spans here, soon. */
  public List<String> options() {
    return List.of(
        "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + server.getAddress().getPort(),
        "-Dotel.metrics.exporter=none",
        "-Dotel.bsp.schedule.delay=100");
  }

  /** The spans so far. */
  public List<Span> spans() {
    return List.copyOf(spans);
  }

  /** Waits for the span that a header of that name, as the server saw it, leads to. */
  public Span await(String traceParent) {
    String[] parts = traceParent.split("-", -1);
    return Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> find(parts[1], parts[2]), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<Span> find(String trace, String id) {
    return spans.stream()
        .filter(span -> hex(span.getTraceId().toByteArray()).equals(trace))
        .filter(span -> hex(span.getSpanId().toByteArray()).equals(id))
        .findFirst();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The value of an attribute as text; empty without one. */
  public static String attribute(Span span, String name) {
    for (KeyValue attribute : span.getAttributesList()) {
      if (attribute.getKey().equals(name)) {
        return attribute.getValue().hasIntValue()
            ? Long.toString(attribute.getValue().getIntValue())
            : attribute.getValue().getStringValue();
      }
    }
    return "";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
