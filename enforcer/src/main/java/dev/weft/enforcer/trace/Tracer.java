package dev.weft.enforcer.trace;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import dev.weft.core.telemetry.CustomTag;
import dev.weft.core.telemetry.TelemetryView;
import dev.weft.core.telemetry.TraceRule;
import dev.weft.enforcer.trace.RequestSpan.Recording;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of requests. What holds for them comes with each new config; a span keeps what
 * held when it began. Safe for any thread, and never blocks.
 *
 * <p>A trace that came with a request is recorded when its caller says that it is sampled; one that
 * begins here by the percentage of Telemetry and TraceSampling. While no spans are reported, a
 * context is passed on as it came, and no trace begins, so that whoever is called decides.
 */
public final class Tracer {
  private final SpanSink sink;
  private final @Nullable RequestDurations durations;
  private final TraceClock clock;
  private final TraceIds ids;
  private final BooleanSupplier tracedElsewhere;
  private final double defaultPercentage;
  private final Map<String, String> environment;
  private final CallMethods callMethods = new CallMethods(CallMethods.DEFAULT_LIMIT);
  private volatile TelemetryView view = TelemetryView.DEFAULT;
  private volatile @Nullable String self;
  private volatile AccessLog accessLog = AccessLog.NONE;

  /**
   * @param tracedElsewhere whether another agent traces this process; asked at each request
   * @param sink where recorded spans go
   * @param durations what counts how long requests take; null when nobody is told of it
   * @param defaultPercentage how many of the traces that begin here are recorded where no resource
   *     says so, 0 to 100
   * @param environment the environment variables
   */
  public Tracer(
      SpanSink sink,
      @Nullable RequestDurations durations,
      TraceClock clock,
      TraceIds ids,
      BooleanSupplier tracedElsewhere,
      double defaultPercentage,
      Map<String, String> environment) {
    this.sink = sink;
    this.durations = durations;
    this.clock = clock;
    this.ids = ids;
    this.tracedElsewhere = tracedElsewhere;
    this.defaultPercentage = defaultPercentage;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Lets {@code next} hold for spans that start from now on.
   *
   * @param identity the SPIFFE ID of this workload
   */
  public void follow(TelemetryView next, String identity) {
    self = identity;
    view = next;
  }

  /** Has requests logged there from now on, where Telemetry wants it. */
  public void logTo(AccessLog log) {
    accessLog = log;
  }

  /**
   * Whether anything comes of the span of a request that has come in: it is recorded, counted or
   * logged, or its sender's context passed on. While not, there is no need to start one.
   */
  public boolean followsServer(TracedRequest request) {
    return follows(SpanKind.SERVER) || request.header(TraceParent.HEADER) != null;
  }

  /** As {@link #followsServer}, of a request that the calling thread is about to send. */
  public boolean followsClient() {
    return follows(SpanKind.CLIENT) || TraceScope.current() != null;
  }

  private boolean follows(SpanKind kind) {
    return durations != null || sink.isOpen() || view.accessLog(kind.direction());
  }

  /**
   * Starts the span of a request that has come in, before the program sees it. The caller opens a
   * {@link TraceScope} of its context around the program's work.
   *
   * @param peer who sent it, as a principal, or null when that is not known
   */
  public RequestSpan startServer(TracedRequest request, @Nullable String peer) {
    return logged(SpanKind.SERVER, request, start(SpanKind.SERVER, request, borne(request), peer));
  }

  /**
   * Starts the span of a request that is about to be sent. The caller puts {@link
   * TraceParent#write} of its context into the request, unless there is none.
   *
   * @param peer who will answer it, as a principal, or null when that is not known
   */
  public RequestSpan startClient(TracedRequest request, @Nullable String peer) {
    if (request.header(TraceParent.HEADER) != null) {
      // Whoever put it there has a span for this call.
      return logged(SpanKind.CLIENT, request, unrecorded(SpanKind.CLIENT, request, null, peer));
    }
    return logged(
        SpanKind.CLIENT, request, start(SpanKind.CLIENT, request, TraceScope.current(), peer));
  }

  /**
   * Starts the span of a request that a proxy is about to pass on. Unlike {@link #startClient},
   * what context it bears is its sender's, who knows nothing of this hop: the span is a child of
   * it.
   *
   * @param peer who will answer it, as a principal, or null when that is not known
   */
  public RequestSpan startForwarded(TracedRequest request, @Nullable String peer) {
    return logged(SpanKind.CLIENT, request, start(SpanKind.CLIENT, request, borne(request), peer));
  }

  private static @Nullable TraceContext borne(TracedRequest request) {
    String parent = request.header(TraceParent.HEADER);
    return parent == null
        ? null
        : TraceParent.read(parent, request.header(TraceParent.STATE_HEADER));
  }

  private RequestSpan logged(SpanKind kind, TracedRequest request, RequestSpan span) {
    if (view.accessLog(kind.direction())) {
      span.log(LoggedRequest.of(request));
    }
    return span;
  }

  private RequestSpan start(
      SpanKind kind, TracedRequest request, @Nullable TraceContext parent, @Nullable String peer) {
    if (tracedElsewhere.getAsBoolean()) {
      return unrecorded(kind, request, null, peer);
    }
    TraceRule rule = view.rule(kind.direction(), peer);
    if (!sink.isOpen() || !rule.reported()) {
      return unrecorded(kind, request, parent, peer);
    }
    if (parent != null) {
      return parent.isSampled()
          ? recorded(kind, request, parent.withSpan(ids.nextId()), parent.spanId(), rule, peer)
          : unrecorded(kind, request, parent, peer);
    }
    long traceLow = ids.nextId();
    boolean sampled = RootSampling.isSampled(traceLow, rule.percentage().orElse(defaultPercentage));
    TraceContext root =
        new TraceContext(
            ids.next(),
            traceLow,
            ids.nextId(),
            TraceContext.RANDOM | (sampled ? TraceContext.SAMPLED : 0),
            "");
    return sampled
        ? recorded(kind, request, root, 0, rule, peer)
        : unrecorded(kind, request, root, peer);
  }

  private RequestSpan unrecorded(
      SpanKind kind, TracedRequest request, @Nullable TraceContext context, @Nullable String peer) {
    return new RequestSpan(
        this,
        kind,
        context,
        clock.nanoTime() - request.nanosSinceStart(),
        HttpMethods.known(request.method()),
        call(request),
        peer,
        null);
  }

  private RequestSpan recorded(
      SpanKind kind,
      TracedRequest request,
      TraceContext context,
      long parentSpanId,
      TraceRule rule,
      @Nullable String peer) {
    String method = HttpMethods.known(request.method());
    long passed = request.nanosSinceStart();
    Recording recording = new Recording(parentSpanId, clock.epochNanos() - passed);
    String call = call(request);
    if (call != null) {
      recording.put(Attributes.RPC_SYSTEM, CallMethods.SYSTEM);
    } else {
      recording.put(Attributes.METHOD, method);
      if (method.equals(HttpMethods.OTHER)) {
        recording.put(Attributes.METHOD_ORIGINAL, request.method());
      }
    }
    recording.put(Attributes.SCHEME, request.scheme());
    recording.put(Attributes.PATH, request.path());
    recording.put(Attributes.SERVER_ADDRESS, request.serverAddress());
    int port = request.serverPort();
    if (port > 0) {
      recording.put(Attributes.SERVER_PORT, (long) port);
    }
    recording.put(Attributes.PROTOCOL_VERSION, request.protocolVersion());
    recording.put(Attributes.USER_AGENT, request.header("user-agent"));
    String other = peer == null ? null : "spiffe://" + peer;
    recording.put(Attributes.SOURCE, kind == SpanKind.SERVER ? other : self);
    recording.put(Attributes.DESTINATION, kind == SpanKind.SERVER ? self : other);
    for (Map.Entry<String, CustomTag> tag : rule.customTags().entrySet()) {
      recording.put(tag.getKey(), value(tag.getValue(), request));
    }
    long start = clock.nanoTime() - passed;
    return new RequestSpan(this, kind, context, start, method, call, peer, recording);
  }

  /**
   * The method that a call of gRPC asks for, as {@code package.Service/Method}; null for others.
   */
  private static @Nullable String call(TracedRequest request) {
    if (!request.isGrpc()) {
      return null;
    }
    String path = request.path();
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private @Nullable String value(CustomTag tag, TracedRequest request) {
    if (tag instanceof CustomTag.Literal literal) {
      return literal.value();
    }
    if (tag instanceof CustomTag.Environment variable) {
      return orElse(environment.get(variable.name()), variable.defaultValue());
    }
    CustomTag.Header header = (CustomTag.Header) tag;
    return orElse(request.header(header.name()), header.defaultValue());
  }

  private static String orElse(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  void log(AccessEntry entry) {
    accessLog.accept(entry);
  }

  SpanSink sink() {
    return sink;
  }

  CallMethods callMethods() {
    return callMethods;
  }

  /** Counts a request, unless another agent counts the same under the same name. */
  void count(DurationSeries under, long nanos) {
    if (durations != null && !tracedElsewhere.getAsBoolean()) {
      durations.record(under, nanos);
    }
  }

  TraceClock clock() {
    return clock;
  }
}
