package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.telemetry.AccessLogging;
import dev.weft.core.telemetry.CustomTag;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.Tracing;
import dev.weft.core.telemetry.WorkloadMode;
import java.math.BigDecimal;
import java.util.Map;

/** Writes a Telemetry as the resource it was read from. */
public final class TelemetryWriter {
  private TelemetryWriter() {}

  /** The whole resource. */
  public static JsonObject write(Telemetry telemetry) {
    JsonObject.Builder spec = JsonObject.builder();
    Json.selector(spec, telemetry.selector());
    Json.array(
        spec, "tracing", telemetry.tracing().stream().map(TelemetryWriter::tracing).toList());
    Json.array(
        spec,
        "accessLogging",
        telemetry.accessLogging().stream().map(TelemetryWriter::accessLogging).toList());
    return Json.resource(
        TelemetryReader.API_VERSION, Telemetry.KIND, telemetry.metadata(), spec.build());
  }

  static JsonObject match(WorkloadMode mode) {
    return JsonObject.builder().put("mode", mode.name()).build();
  }

  static JsonNumber number(double value) {
    return new JsonNumber(BigDecimal.valueOf(value));
  }

  private static JsonObject tracing(Tracing tracing) {
    JsonObject.Builder json = JsonObject.builder().put("match", match(tracing.mode()));
    tracing
        .disableSpanReporting()
        .ifPresent(it -> json.put("disableSpanReporting", new JsonBoolean(it)));
    tracing
        .randomSamplingPercentage()
        .ifPresent(it -> json.put("randomSamplingPercentage", number(it)));
    tracing.customTags().ifPresent(it -> json.put("customTags", tags(it)));
    return json.build();
  }

  private static JsonObject accessLogging(AccessLogging logging) {
    return JsonObject.builder()
        .put("match", match(logging.mode()))
        .put("disabled", new JsonBoolean(logging.disabled()))
        .build();
  }

  private static JsonObject tags(Map<String, CustomTag> tags) {
    JsonObject.Builder json = JsonObject.builder();
    tags.forEach((name, tag) -> json.put(name, tag(tag)));
    return json.build();
  }

  private static JsonObject tag(CustomTag tag) {
    JsonObject.Builder value = JsonObject.builder();
    String source;
    if (tag instanceof CustomTag.Literal literal) {
      source = "literal";
      value.put("value", literal.value());
    } else if (tag instanceof CustomTag.Environment variable) {
      source = "environment";
      value.put("name", variable.name()).put("defaultValue", variable.defaultValue());
    } else {
      CustomTag.Header header = (CustomTag.Header) tag;
      source = "header";
      value.put("name", header.name()).put("defaultValue", header.defaultValue());
    }
    return JsonObject.builder().put(source, value.build()).build();
  }
}
