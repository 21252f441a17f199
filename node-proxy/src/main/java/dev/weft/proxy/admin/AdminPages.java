package dev.weft.proxy.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.settings.ChoiceType;
import dev.weft.proxy.ready.Readiness;
import dev.weft.proxy.settings.HostPort;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * {@code /healthz}, {@code /readyz}, {@code /workloads}, {@code /certificates}, {@code
 * /connections}, {@code /config}, {@code /log} and {@code /metrics}. They ask nobody who he is, so
 * they are on a loopback address, and tell no secret.
 */
public final class AdminPages implements AutoCloseable {
  private final Supplier<List<Workload>> workloads;
  private static final int MAX_LEVEL = 16;

  private final EventLog log;
  private final Readiness readiness;
  private final Metrics metrics;
  private final HttpServer server;
  private final ExecutorService executor;

  private AdminPages(
      Supplier<List<Workload>> workloads,
      Readiness readiness,
      EventLog log,
      Metrics metrics,
      HttpServer server,
      ExecutorService executor) {
    this.workloads = workloads;
    this.readiness = readiness;
    this.log = log;
    this.metrics = metrics;
    this.server = server;
    this.executor = executor;
  }

  /**
   * Opens them.
   *
   * @param listen where; port 0 for any
   * @param workloads whom the proxy serves at the moment
   * @param readiness whether it can
   * @param metrics the figures
   * @param log whose level can be changed there
   * @throws IOException when that is no loopback address, or the port is taken
   */
  public static AdminPages open(
      HostPort listen,
      Supplier<List<Workload>> workloads,
      Readiness readiness,
      Metrics metrics,
      EventLog log,
      ThreadFactory threads)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(listen.host(), listen.port());
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new IOException("admin: " + listen + " (expected: a loopback address and a port)");
    }
    HttpServer server;
    try {
      server = HttpServer.create(address, 16);
    } catch (IOException e) {
      throw new IOException("admin: " + listen + ": " + e.getMessage(), e);
    }
    ExecutorService executor = Executors.newFixedThreadPool(2, threads);
    AdminPages pages = new AdminPages(workloads, readiness, log, metrics, server, executor);
    pages.serve();
    return pages;
  }

  private void serve() {
    server.setExecutor(executor);
    page("/healthz", () -> new Page(200, "ok\n"));
    page("/readyz", this::readiness);
    page("/workloads", () -> new Page(200, table()));
    page("/certificates", () -> new Page(200, Certificates.of(workloads.get())));
    page("/connections", () -> new Page(200, Connections.of(workloads.get())));
    page("/config", () -> new Page(200, ConfigDump.of(workloads.get())));
    page("/metrics", () -> new Page(200, metrics.text()));
    server.createContext("/log", exchange -> answer(exchange, level(exchange)));
    server.start();
  }

  /** Where they are. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void page(String path, Supplier<Page> page) {
    server.createContext(
        path,
        exchange -> {
          boolean found = exchange.getRequestURI().getPath().equals(path);
          boolean get = exchange.getRequestMethod().equals("GET");
          answer(
              exchange, found && get ? page.get() : new Page(found ? 405 : 404, "no such page\n"));
        });
  }

  /** GET tells the level of the log, PUT with a level as its body sets it. */
  private Page level(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/log")) {
      return new Page(404, "no such page\n");
    }
    if (exchange.getRequestMethod().equals("PUT")) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_LEVEL);
      String wanted = new String(body, StandardCharsets.US_ASCII).strip();
      try {
        log.level(new ChoiceType<>(LogLevel.class).parse(wanted));
        log.warn("log.level", "level", log.level());
      } catch (IllegalArgumentException e) {
        return new Page(400, "level: (expected: error, warn, info or debug)\n");
      }
    } else if (!exchange.getRequestMethod().equals("GET")) {
      return new Page(405, "no such page\n");
    }
    return new Page(200, log.level().name().toLowerCase(Locale.ROOT) + "\n");
  }

  private static void answer(HttpExchange exchange, Page page) throws IOException {
    try (exchange) {
      byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(page.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Page readiness() {
    try {
      String lack = readiness.lack();
      return lack == null ? new Page(200, "ready\n") : new Page(503, lack + "\n");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Page(503, "stopping\n");
    }
  }

  private String table() {
    StringBuilder text = new StringBuilder();
    for (Workload workload : workloads.get()) {
      text.append(workload.describe()).append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private record Page(int status, String text) {}
}
