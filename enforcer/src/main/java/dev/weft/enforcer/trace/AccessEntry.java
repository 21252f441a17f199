package dev.weft.enforcer.trace;

import dev.weft.bootstrap.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * A request that has ended, for the access log. Immutable.
 *
 * @param kind the end of the request that this process is
 * @param request what was asked for
 * @param status the status of the answer; 0 when there was none
 * @param grpcStatus the name of gRPC's status, where it was a call and had one, or null
 * @param error why there was none, or why it could not be delivered, or null
 * @param peer the principal at the other end, or null when it is not known
 * @param verdict what the mesh decided
 * @param policy the policy that decided, {@code namespace/name}, or null
 * @param context the trace that it belongs to, or null
 * @param nanos how long it took
 */
public record AccessEntry(
    SpanKind kind,
    LoggedRequest request,
    int status,
    @Nullable String grpcStatus,
    @Nullable String error,
    @Nullable String peer,
    Verdict verdict,
    @Nullable String policy,
    @Nullable TraceContext context,
    long nanos) {}
