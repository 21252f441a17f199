/**
 * What of the traffic is traced and logged: Istio's Telemetry and Weft's TraceSampling, read as
 * strictly as policies, and compiled to a view that answers without allocating.
 *
 * <p>Starting points: {@link dev.weft.core.telemetry.Telemetry#parse} and {@link
 * dev.weft.core.telemetry.TraceSampling#parse} to read, {@link
 * dev.weft.core.telemetry.TelemetryView#of} to ask.
 */
@NullMarked
package dev.weft.core.telemetry;

import org.jspecify.annotations.NullMarked;
