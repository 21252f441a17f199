package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.WorkloadSelector;
import dev.weft.core.telemetry.AccessLogging;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.Tracing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads a Telemetry: its fields, their types and the form of every value. */
public final class TelemetryReader {
  static final String API_VERSION = Telemetry.GROUP + "/v1";

  /** Istio's older version has the same fields and meaning. */
  private static final Set<String> API_VERSIONS =
      Set.of(API_VERSION, Telemetry.GROUP + "/v1alpha1");

  private static final String NO_PROVIDERS =
      "where spans and logs go is set at the workload, by OTEL_* variables";

  private TelemetryReader() {}

  /** The resource; it means something only when {@code errors} has got nothing. */
  public static Telemetry read(JsonObject resource, Errors errors) {
    Fields fields =
        ResourceReader.open(resource, API_VERSIONS, API_VERSION, Telemetry.KIND, errors);
    ResourceMetadata metadata = MetadataReader.read(fields);
    DryRun.refuse(metadata, errors, "action ALLOW or DENY");
    Fields spec = ResourceReader.spec(fields);
    fields.end();
    if (spec == null) {
      return new Telemetry(metadata, WorkloadSelector.ALL, List.of(), List.of());
    }
    WorkloadSelector selector = ResourceReader.selector(spec);
    List<Tracing> tracing = spec.objects("tracing").stream().map(TelemetryReader::tracing).toList();
    List<AccessLogging> logging =
        spec.objects("accessLogging").stream().map(TelemetryReader::accessLogging).toList();
    spec.refuse("metrics", "which metrics a workload has cannot be set yet");
    spec.refuse("targetRef", "there are no gateways and waypoints here");
    spec.refuse("targetRefs", "there are no gateways and waypoints here");
    spec.end();
    return new Telemetry(metadata, selector, tracing, logging);
  }

  private static Tracing tracing(Fields entry) {
    Fields match = entry.object("match");
    Boolean disabled = entry.optionalFlag("disableSpanReporting");
    Double percentage = entry.percentage("randomSamplingPercentage");
    Tracing tracing =
        new Tracing(
            WorkloadModes.read(match),
            Optional.ofNullable(disabled),
            percentage == null ? OptionalDouble.empty() : OptionalDouble.of(percentage),
            entry.has("customTags") ? Optional.of(CustomTags.read(entry)) : Optional.empty());
    if (match != null) {
      match.end();
    }
    entry.refuse("providers", NO_PROVIDERS);
    entry.refuse("useRequestIdForTraceSampling", "requests are sampled by their trace context");
    entry.refuse("enableIstioTags", "spans have the attributes of OpenTelemetry's conventions");
    entry.end();
    return tracing;
  }

  private static AccessLogging accessLogging(Fields entry) {
    Fields match = entry.object("match");
    AccessLogging logging = new AccessLogging(WorkloadModes.read(match), entry.flag("disabled"));
    if (match != null) {
      match.end();
    }
    entry.refuse("providers", NO_PROVIDERS);
    entry.refuse("filter", "expressions of CEL cannot be evaluated here");
    entry.end();
    return logging;
  }
}
