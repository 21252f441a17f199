/**
 * The recent traces, in memory: what workloads of the mesh send of their spans by OTLP, kept for
 * people to look at without a collector. Each server has those that were sent to it.
 *
 * <p>Starting points: {@link dev.weft.server.traces.TraceStore} (what is kept, and for how long),
 * {@link dev.weft.server.traces.SpanReader} (how spans come in), {@link
 * dev.weft.server.traces.TraceResource} (how people read them).
 */
@NullMarked
package dev.weft.server.traces;

import org.jspecify.annotations.NullMarked;
