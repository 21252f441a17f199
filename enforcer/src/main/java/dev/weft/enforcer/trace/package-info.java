/**
 * Spans and durations of the requests that a process sends and answers.
 *
 * <p>Starting point: {@link dev.weft.enforcer.trace.Tracer}, which instrumentation of HTTP
 * libraries calls; what it makes goes to a {@link dev.weft.enforcer.trace.SpanSink} and to {@link
 * dev.weft.enforcer.trace.RequestDurations}.
 */
@NullMarked
package dev.weft.enforcer.trace;

import org.jspecify.annotations.NullMarked;
