/**
 * Sends spans and durations to a collector by OTLP.
 *
 * <p>Starting points: {@link dev.weft.agent.trace.otlp.OtlpSettings} for what {@code OTEL_*}
 * variables say, {@link dev.weft.agent.trace.otlp.OtlpExporter} for what runs.
 */
@NullMarked
package dev.weft.agent.trace.otlp;

import org.jspecify.annotations.NullMarked;
