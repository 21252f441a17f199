package dev.weft.it.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The JDK's HTTP server, with spans of the program's own by OpenTelemetry's API and SDK: for each
 * request it starts one, asks another server under it on a thread of a pool, and answers with the
 * span, its parent, what is current after it, and what the other server said.
 */
public final class OtelRelay {
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
  private final Tracer tracer = provider.get("shop");
  private final AtomicInteger leaks = new AtomicInteger();
  private final URI target;

  private OtelRelay(URI target) {
    this.target = target;
  }

  /** Arguments: PORT, the port of the other server. */
  public static void main(String[] args) throws IOException {
    OtelRelay relay = new OtelRelay(URI.create("http://127.0.0.1:" + args[1] + "/now"));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args));
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService workers = Executors.newFixedThreadPool(8);
    server.setExecutor(
        task ->
            workers.execute(
                () -> {
                  relay.look();
                  task.run();
                  relay.look();
                }));
    server.createContext("/", relay::answer);
    server.start();
    Serving.untilToldToStop(server.getAddress().getPort());
    server.stop(0);
    workers.shutdownNow();
    relay.pool.shutdownNow();
    relay.provider.close();
  }

  /** Between two requests a thread has no context of either kind. */
  private void look() {
    if (Context.current() != Context.root() || !Traced.context().equals("none")) {
      leaks.incrementAndGet();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] text = work().getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String work() throws ExecutionException, InterruptedException {
    Span span = tracer.spanBuilder("work").startSpan();
    String said;
    try (Scope scope = span.makeCurrent()) {
      said = pool.submit(() -> id(Span.current().getSpanContext()) + " " + ask()).get();
    } finally {
      span.end();
    }
    return "own=%s parent=%s after=%s hop=%s leaks=%d"
        .formatted(
            id(span.getSpanContext()),
            id(((ReadableSpan) span).getParentSpanContext()),
            id(Span.current().getSpanContext()),
            said,
            leaks.get());
  }

  private String ask() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String id(SpanContext context) {
    return context.isValid() ? context.getTraceId() + "-" + context.getSpanId() : "none";
  }
}
