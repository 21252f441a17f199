/**
 * Weft's agent in one JVM with what else looks into programs: coverage, a profiler, a debugger.
 *
 * <p>Starting point: {@link dev.weft.it.beside.OtherAgentsTest}. OpenTelemetry's agent, which
 * weaves the same libraries, is in {@code dev.weft.it.trace}.
 */
@NullMarked
package dev.weft.it.beside;

import org.jspecify.annotations.NullMarked;
