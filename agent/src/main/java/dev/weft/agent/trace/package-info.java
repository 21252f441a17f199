/**
 * What tracing is in an application's JVM: the requests that it sends, as woven libraries show
 * them, and whether another agent traces it. Spans themselves are {@code
 * dev.weft.enforcer.trace}'s.
 *
 * <p>Starting point: {@link dev.weft.agent.trace.ClientSpans}.
 */
@NullMarked
package dev.weft.agent.trace;

import org.jspecify.annotations.NullMarked;
