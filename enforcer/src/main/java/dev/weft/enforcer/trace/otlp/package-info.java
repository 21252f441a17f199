/**
 * Sends spans and durations to a collector by OTLP.
 *
 * <p>Starting points: {@link dev.weft.enforcer.trace.otlp.OtlpSettings} for what {@code OTEL_*}
 * variables say, {@link dev.weft.enforcer.trace.otlp.OtlpExporter} for what runs.
 */
@NullMarked
package dev.weft.enforcer.trace.otlp;

import org.jspecify.annotations.NullMarked;
