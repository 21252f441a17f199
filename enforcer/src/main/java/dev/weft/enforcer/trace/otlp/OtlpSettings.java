package dev.weft.enforcer.trace.otlp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the standard {@code OTEL_*} variables and {@code otel.*} properties say, as far as it
 * concerns tracing. They may be meant for another agent as well, so what is malformed does not stop
 * the program: it is left out, and told.
 *
 * @param spans where spans go; empty when they go nowhere
 * @param durations where durations go; empty when they go nowhere
 * @param resource who sends
 * @param defaultPercentage how many of the traces that begin here are recorded where no Telemetry
 *     says so
 * @param queueSize how many spans may wait
 * @param batchSize how many are sent at a time
 * @param scheduleDelay how long a span waits for others
 * @param exportInterval how often durations are sent
 * @param problems what was left out and why, nothing secret in it
 */
public record OtlpSettings(
    Optional<OtlpEndpoint> spans,
    Optional<OtlpEndpoint> durations,
    OtlpResource resource,
    double defaultPercentage,
    int queueSize,
    int batchSize,
    Duration scheduleDelay,
    Duration exportInterval,
    List<String> problems) {
  public OtlpSettings {
    problems = List.copyOf(problems);
  }

  /**
   * Reads them; a property goes before a variable.
   *
   * @param properties the system properties
   * @param environment the environment variables
   */
  public static OtlpSettings read(Map<String, String> properties, Map<String, String> environment) {
    return new OtlpSettingsReader(properties, environment).read();
  }
}
