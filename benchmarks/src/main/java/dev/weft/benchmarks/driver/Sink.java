package dev.weft.benchmarks.driver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.benchmarks.figures.Variant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A collector that takes what it is sent and keeps nothing, in the driver's own process, whose CPU
 * time counts for nobody. It knows whose traces have come, for an agent that sends none is cheap.
 */
final class Sink implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, LongAdder> traces = new ConcurrentHashMap<>();

  private Sink(HttpServer server) {
    this.server = server;
  }

  static Sink start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Sink sink = new Sink(server);
    server.createContext("/", sink::take);
    server.start();
    return sink;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      long size = exchange.getRequestBody().readAllBytes().length;
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/v1/traces")) {
        traces.computeIfAbsent(path, it -> new LongAdder()).add(size);
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** What has either agent send traces and durations here: the same for both. */
  List<String> options(Variant variant) {
    return List.of(
        "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:"
            + server.getAddress().getPort()
            + "/"
            + variant,
        "-Dotel.exporter.otlp.protocol=http/protobuf",
        "-Dotel.traces.sampler=parentbased_traceidratio",
        "-Dotel.traces.sampler.arg=" + variant.percentage() / 100.0,
        "-Dotel.logs.exporter=none");
  }

  /** Throws when {@code variant} is to be traced and no traces have come since the last time. */
  void check(Variant variant) throws IOException {
    LongAdder size = traces.get("/" + variant + "/v1/traces");
    if (variant.percentage() > 0 && (size == null || size.sumThenReset() == 0)) {
      throw new IOException(variant + ": no traces have come (expected: some)");
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
