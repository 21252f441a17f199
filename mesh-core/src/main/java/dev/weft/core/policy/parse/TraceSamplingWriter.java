package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.telemetry.SamplingRule;
import dev.weft.core.telemetry.TraceSampling;

/** Writes a TraceSampling as the resource it was read from. */
public final class TraceSamplingWriter {
  private TraceSamplingWriter() {}

  /** The whole resource. */
  public static JsonObject write(TraceSampling sampling) {
    JsonObject.Builder spec = JsonObject.builder();
    Json.selector(spec, sampling.selector());
    Json.array(spec, "rules", sampling.rules().stream().map(TraceSamplingWriter::rule).toList());
    return Json.resource(
        TraceSamplingReader.API_VERSION, TraceSampling.KIND, sampling.metadata(), spec.build());
  }

  private static JsonObject rule(SamplingRule rule) {
    return JsonObject.builder()
        .put(
            "match",
            TelemetryWriter.match(rule.mode())
                .with("principals", JsonArray.ofStrings(rule.principals())))
        .put("randomSamplingPercentage", TelemetryWriter.number(rule.percentage()))
        .build();
  }
}
