package dev.weft.it.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The JDK's HTTP server, with spans of the program's own by OpenTelemetry's API: for each request
 * it starts one, asks another server under it on a thread of a pool, and answers with the span, its
 * parent, what is current after it, and what the other server said.
 */
public final class OtelRelay {
  private static final ContextKey<String> QUERY = ContextKey.named("query");

  private static final int BACKLOG = 1_000;

  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final AtomicInteger leaks = new AtomicInteger();
  private final Spans spans;
  private final URI target;

  private OtelRelay(Spans spans, URI target) {
    this.spans = spans;
    this.target = target;
  }

  /** Where spans come from. */
  private interface Spans {
    Tracer tracer();

    /** What the span itself says of its parent. */
    SpanContext parent(Span span);
  }

  /** The API alone: its spans are nothing but names. */
  private static final class NoSdk implements Spans {
    @Override
    public Tracer tracer() {
      return OpenTelemetry.noop().getTracer("shop");
    }

    @Override
    public SpanContext parent(Span span) {
      return SpanContext.getInvalid();
    }
  }

  /** Loaded only where the SDK is there. */
  private static final class Sdk implements Spans {
    private final SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(new Wanted()).build();

    @Override
    public Tracer tracer() {
      return provider.get("shop");
    }

    @Override
    public SpanContext parent(Span span) {
      // One that is not sampled is but a name.
      return span instanceof ReadableSpan recorded
          ? recorded.getParentSpanContext()
          : SpanContext.getInvalid();
    }
  }

  /** Newer SDKs make no spans where nobody wants them. */
  private static final class Wanted implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  /** Arguments: PORT, the port of the other server, {@code sdk} or {@code api}. */
  public static void main(String[] args) throws IOException {
    OtelRelay relay =
        new OtelRelay(
            args[2].equals("sdk") ? new Sdk() : new NoSdk(),
            URI.create("http://127.0.0.1:" + args[1] + "/now"));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args));
    HttpServer server = HttpServer.create(address, BACKLOG);
    ExecutorService workers = Executors.newFixedThreadPool(8);
    // As programs do that carry contexts by themselves: each request runs inside the root.
    Executor carrying = Context.root().wrap((Executor) workers);
    server.setExecutor(
        task ->
            carrying.execute(
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
  }

  /** Between two requests a thread has no context of either kind. */
  private void look() {
    if (Context.current() != Context.root() || !Traced.context().equals("none")) {
      leaks.incrementAndGet();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] text = said(exchange).getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private String said(HttpExchange exchange) {
    try {
      return work(exchange.getRequestURI().getQuery());
    } catch (ExecutionException | RuntimeException | LinkageError e) {
      return "failed: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "failed: " + e;
    }
  }

  private String work(String query) throws ExecutionException, InterruptedException {
    SpanContext before = Span.current().getSpanContext();
    String said;
    Span span;
    Scope values = Context.current().with(QUERY, query).makeCurrent();
    try {
      span = spans.tracer().spanBuilder("work").startSpan();
      Scope scope = span.makeCurrent();
      try {
        // The program's own way of carrying its values, and Weft's of carrying what it knows.
        String carried =
            pool.submit(Context.current().wrap(() -> "" + Context.current().get(QUERY))).get();
        said = carried + " hop=" + pool.submit(this::hop).get();
      } finally {
        scope.close();
        span.end();
      }
    } finally {
      values.close();
    }
    return "own=%s parent=%s before=%s after=%s value=%s leaks=%d"
        .formatted(
            id(span.getSpanContext()),
            id(spans.parent(span)),
            id(before),
            id(Span.current().getSpanContext()),
            said,
            leaks.get());
  }

  private String hop() throws IOException {
    String current = id(Span.current().getSpanContext());
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      return current + " " + new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String id(SpanContext context) {
    return context.isValid()
        ? context.getTraceId() + "-" + context.getSpanId() + (context.isSampled() ? "-01" : "-00")
        : "none";
  }
}
