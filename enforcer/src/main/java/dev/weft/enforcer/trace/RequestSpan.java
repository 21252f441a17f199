package dev.weft.enforcer.trace;

import dev.weft.bootstrap.http.Served;
import dev.weft.bootstrap.trace.TraceContext;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request from its start to its end. A request whose trace is not recorded keeps nothing but
 * when it began and what its duration is counted under. It may end on another thread than it began
 * on; only the first end counts.
 */
public final class RequestSpan implements Served {
  private final Tracer tracer;
  private final SpanKind kind;
  private final @Nullable TraceContext context;
  private final long startNanoTime;
  private final String method;

  /** The method that a call of gRPC asked for; null for any other request. */
  private final @Nullable String call;

  private volatile @Nullable String peer;
  private final @Nullable Recording recording;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Verdict verdict = Verdict.NONE;
  private volatile @Nullable String policy;
  private volatile @Nullable LoggedRequest logged;

  RequestSpan(
      Tracer tracer,
      SpanKind kind,
      @Nullable TraceContext context,
      long startNanoTime,
      String method,
      @Nullable String call,
      @Nullable String peer,
      @Nullable Recording recording) {
    this.tracer = tracer;
    this.kind = kind;
    this.context = context;
    this.startNanoTime = startNanoTime;
    this.method = method;
    this.call = call;
    this.peer = peer;
    this.recording = recording;
  }

  /**
   * What the request's work is to be done under, and what a client sends along; null when nothing
   * is to be passed on, or when somebody else has passed it on already.
   */
  @Override
  public @Nullable TraceContext context() {
    return context;
  }

  /** Whether attributes go anywhere. */
  public boolean isRecording() {
    return recording != null;
  }

  /**
   * Says what the mesh decided.
   *
   * @param by the policy that decided, {@code namespace/name}, or null
   */
  public void decided(Verdict decided, @Nullable String by) {
    verdict = decided;
    policy = by;
    if (recording != null) {
      recording.put(Attributes.VERDICT, decided.text());
      recording.put(Attributes.POLICY, by);
    }
  }

  /** Has the request written to the access log when it ends. */
  void log(LoggedRequest request) {
    logged = request;
  }

  @Override
  public void finished(int status, @Nullable String error) {
    end(new HttpOutcome(status, error));
  }

  @Override
  public void finishedCall(int status, int code, @Nullable String error) {
    end(new CallOutcome(status, code, error));
  }

  /**
   * Says who is at the other end, which was not known when the request began.
   *
   * @param principal who has proved to be there
   */
  public void peer(String principal) {
    peer = principal;
    if (recording != null) {
      recording.put(
          kind == SpanKind.SERVER ? Attributes.SOURCE : Attributes.DESTINATION,
          "spiffe://" + principal);
    }
  }

  /**
   * Says whom the request is for, which was not known when it began.
   *
   * @param port 0 or less when it is not known
   */
  public void addressedTo(String host, int port) {
    if (recording != null) {
      recording.put(Attributes.SERVER_ADDRESS, host);
      recording.put(Attributes.SERVER_PORT, port > 0 ? (long) port : null);
    }
  }

  /**
   * Ends with an answer.
   *
   * @param status its status
   */
  public void end(int status) {
    end(new HttpOutcome(status, null));
  }

  /**
   * Ends with a failure.
   *
   * @param status the status of the answer; 0 when there is none
   */
  public void end(int status, Throwable failure) {
    end(new HttpOutcome(status, failure.getClass().getName()));
  }

  private void end(Outcome outcome) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    long nanos = Math.max(0, tracer.clock().nanoTime() - startNanoTime);
    if (call == null) {
      ended(outcome, nanos);
    } else {
      endedCall(call, outcome instanceof CallOutcome told ? told : CallOutcome.of(outcome), nanos);
    }
  }

  private void ended(Outcome outcome, long nanos) {
    tracer.count(
        new DurationSeries(kind, method, outcome.status(), outcome.type(kind), peer, verdict),
        nanos);
    if (recording != null && context != null) {
      if (outcome.status() > 0) {
        recording.put(Attributes.STATUS, (long) outcome.status());
      }
      String name = HttpMethods.spanName(method);
      tracer.sink().accept(recording.finish(kind, name, context, nanos, outcome));
    }
    log(outcome, null, nanos);
  }

  private void endedCall(String asked, CallOutcome outcome, long nanos) {
    String known =
        tracer.callMethods().known(asked, kind == SpanKind.CLIENT || outcome.isOfAMethod());
    String status = outcome.code() == GrpcStatus.NONE ? null : GrpcStatus.name(outcome.code());
    tracer.count(
        new DurationSeries(
            kind, Protocol.GRPC, known, outcome.code(), outcome.type(kind), peer, verdict),
        nanos);
    if (recording != null && context != null) {
      boolean isOther = known.equals(CallMethods.OTHER);
      recording.put(Attributes.RPC_METHOD, known);
      recording.put(Attributes.RPC_METHOD_ORIGINAL, isOther ? asked : null);
      recording.put(Attributes.RPC_STATUS, status);
      String name = isOther ? CallMethods.SYSTEM : known;
      tracer.sink().accept(recording.finish(kind, name, context, nanos, outcome));
    }
    log(outcome, status, nanos);
  }

  private void log(Outcome outcome, @Nullable String grpcStatus, long nanos) {
    LoggedRequest request = logged;
    if (request != null) {
      tracer.log(
          new AccessEntry(
              kind,
              request,
              outcome.status(),
              grpcStatus,
              outcome.errorType(),
              peer,
              verdict,
              policy,
              context,
              nanos));
    }
  }

  /** What only a recorded span has. Safe for any thread. */
  static final class Recording {
    /** Longer texts are cut off: what waits to be sent is bounded by this, too. */
    private static final int MAX_TEXT = 1024;

    private final long parentSpanId;
    private final long startNanos;

    /** Null once the span has ended: it has them then. */
    private @Nullable Map<String, Object> attributes = new SpanAttributes();

    Recording(long parentSpanId, long startNanos) {
      this.parentSpanId = parentSpanId;
      this.startNanos = startNanos;
    }

    /** Adds an attribute; null and nothing are none. */
    synchronized void put(String name, @Nullable Object value) {
      Map<String, Object> open = attributes;
      if (open != null && value != null && !value.equals("")) {
        boolean isLong = value instanceof String text && text.length() > MAX_TEXT;
        open.put(name, isLong ? value.toString().substring(0, MAX_TEXT) : value);
      }
    }

    synchronized FinishedSpan finish(
        SpanKind kind, String name, TraceContext context, long nanos, Outcome outcome) {
      put(Attributes.ERROR_TYPE, outcome.type(kind));
      Map<String, Object> all = Objects.requireNonNull(attributes);
      attributes = null;
      return new FinishedSpan(
          kind, name, context, parentSpanId, startNanos, nanos, outcome.isError(kind), all);
    }
  }
}
