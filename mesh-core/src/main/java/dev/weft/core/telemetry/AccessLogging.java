package dev.weft.core.telemetry;

/**
 * Whether requests are written to the access log (Istio AccessLogging).
 *
 * @param mode for which requests it holds
 * @param disabled whether they are not
 */
public record AccessLogging(WorkloadMode mode, boolean disabled) {}
