package dev.weft.core.telemetry;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.PolicyFormatException;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.WorkloadSelector;
import dev.weft.core.policy.parse.Errors;
import dev.weft.core.policy.parse.TelemetryReader;
import dev.weft.core.policy.parse.TelemetryWriter;
import java.util.List;

/**
 * A Telemetry ({@code telemetry.istio.io/v1}).
 *
 * @param metadata name, namespace and the rest
 * @param selector the workloads it is for
 * @param tracing what it says of traces; a later entry goes before an earlier one
 * @param accessLogging what it says of the access log, likewise
 */
public record Telemetry(
    ResourceMetadata metadata,
    WorkloadSelector selector,
    List<Tracing> tracing,
    List<AccessLogging> accessLogging)
    implements Scoped {
  /** The API group. */
  public static final String GROUP = "telemetry.istio.io";

  /** The kind. */
  public static final String KIND = "Telemetry";

  public Telemetry {
    tracing = List.copyOf(tracing);
    accessLogging = List.copyOf(accessLogging);
  }

  /**
   * Reads a whole resource; nothing is dropped, what is not known, cannot be honoured or has the
   * wrong form is refused.
   *
   * @throws PolicyFormatException with every reason when the resource is refused
   */
  public static Telemetry parse(JsonObject resource) throws PolicyFormatException {
    Errors errors = new Errors();
    Telemetry telemetry = TelemetryReader.read(resource, errors);
    errors.throwIfAny();
    return telemetry;
  }

  /** The resource as JSON; {@link #parse} of it equals this. */
  public JsonObject toJson() {
    return TelemetryWriter.write(this);
  }
}
