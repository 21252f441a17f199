package dev.weft.enforcer.trace;

import dev.weft.bootstrap.trace.TraceContext;
import java.util.Map;

/**
 * A span that has ended. Immutable.
 *
 * @param kind the end of the request
 * @param name the method, or {@code HTTP} or {@code grpc} for an unusual one
 * @param context its name
 * @param parentSpanId the id of its parent; 0 when it has none
 * @param startNanos when it began, in nanoseconds since 1970
 * @param durationNanos how long it took
 * @param error whether it failed
 * @param attributes by name; texts, {@code Long} and nothing else
 */
public record FinishedSpan(
    SpanKind kind,
    String name,
    TraceContext context,
    long parentSpanId,
    long startNanos,
    long durationNanos,
    boolean error,
    Map<String, Object> attributes) {}
