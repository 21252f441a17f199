/**
 * Spans and durations of the requests that a process sends and answers.
 *
 * <p>Starting point: {@link dev.weft.agent.trace.Tracer}, which instrumentation of HTTP libraries
 * calls; what it makes goes to a {@link dev.weft.agent.trace.SpanSink} and to {@link
 * dev.weft.agent.trace.RequestDurations}.
 */
@NullMarked
package dev.weft.agent.trace;

import org.jspecify.annotations.NullMarked;
