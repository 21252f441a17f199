package dev.weft.agent.trace;

import dev.weft.bootstrap.http.Served;
import dev.weft.bootstrap.trace.TraceContext;
import java.util.LinkedHashMap;
import java.util.Map;
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
      @Nullable String peer,
      @Nullable Recording recording) {
    this.tracer = tracer;
    this.kind = kind;
    this.context = context;
    this.startNanoTime = startNanoTime;
    this.method = method;
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
    end(new Outcome(status, error));
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
   * Ends with an answer.
   *
   * @param status its status
   */
  public void end(int status) {
    end(new Outcome(status, null));
  }

  /**
   * Ends with a failure.
   *
   * @param status the status of the answer; 0 when there is none
   */
  public void end(int status, Throwable failure) {
    end(new Outcome(status, failure.getClass().getName()));
  }

  private void end(Outcome outcome) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    long nanos = Math.max(0, tracer.clock().nanoTime() - startNanoTime);
    tracer.count(kind, method, outcome, peer, verdict, nanos);
    if (recording != null && context != null) {
      tracer.sink().accept(recording.finish(kind, method, context, nanos, outcome));
    }
    LoggedRequest request = logged;
    if (request != null) {
      tracer.log(
          new AccessEntry(
              kind,
              request,
              outcome.status(),
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
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    Recording(long parentSpanId, long startNanos) {
      this.parentSpanId = parentSpanId;
      this.startNanos = startNanos;
    }

    /** Adds an attribute; null and nothing are none. */
    synchronized void put(String name, @Nullable Object value) {
      if (value != null && !value.equals("")) {
        boolean isLong = value instanceof String text && text.length() > MAX_TEXT;
        attributes.put(name, isLong ? value.toString().substring(0, MAX_TEXT) : value);
      }
    }

    synchronized FinishedSpan finish(
        SpanKind kind, String method, TraceContext context, long nanos, Outcome outcome) {
      if (outcome.status() > 0) {
        attributes.put(Attributes.STATUS, (long) outcome.status());
      }
      put(Attributes.ERROR_TYPE, outcome.type(kind));
      return new FinishedSpan(
          kind,
          HttpMethods.spanName(method),
          context,
          parentSpanId,
          startNanos,
          nanos,
          outcome.isError(kind),
          new LinkedHashMap<>(attributes));
    }
  }
}
