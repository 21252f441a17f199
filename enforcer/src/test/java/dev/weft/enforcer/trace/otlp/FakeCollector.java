package dev.weft.enforcer.trace.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A collector that reads OTLP by http/protobuf with its authors' own classes. */
final class FakeCollector implements AutoCloseable {
  final BlockingQueue<ExportTraceServiceRequest> traces = new LinkedBlockingQueue<>();
  final BlockingQueue<ExportMetricsServiceRequest> metrics = new LinkedBlockingQueue<>();

  /** The statuses of the next answers; 200 when there is none. */
  final BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();

  /** The headers of the last request. */
  final Map<String, String> headers = new ConcurrentHashMap<>();

  private final HttpServer server;

  FakeCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::traces);
    server.createContext("/v1/metrics", this::metrics);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void traces(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    Integer status = statuses.poll();
    if (status == null) {
      traces.add(ExportTraceServiceRequest.parseFrom(body));
    }
    answer(exchange, status);
  }

  private void metrics(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Integer status = statuses.poll();
    if (status == null) {
      metrics.add(ExportMetricsServiceRequest.parseFrom(body));
    }
    answer(exchange, status);
  }

  /** Last: whoever has the answer may look at what was kept. */
  private static void answer(HttpExchange exchange, @Nullable Integer status) throws IOException {
    exchange.sendResponseHeaders(status == null ? 200 : status, -1);
    exchange.close();
  }

  static <T> T next(BlockingQueue<T> from) throws InterruptedException {
    T next = from.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
