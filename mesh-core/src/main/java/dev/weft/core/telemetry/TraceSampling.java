package dev.weft.core.telemetry;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.PolicyFormatException;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.WorkloadSelector;
import dev.weft.core.policy.parse.Errors;
import dev.weft.core.policy.parse.TraceSamplingReader;
import dev.weft.core.policy.parse.TraceSamplingWriter;
import java.util.List;

/**
 * A TraceSampling ({@code weft.dev/v1}): how much is traced between pairs of services, for which
 * Telemetry has no field.
 *
 * @param metadata name, namespace and the rest
 * @param selector the workloads at which traces begin
 * @param rules what holds for which peers; the first that matches decides
 */
public record TraceSampling(
    ResourceMetadata metadata, WorkloadSelector selector, List<SamplingRule> rules)
    implements Scoped {
  /** The API group. */
  public static final String GROUP = "weft.dev";

  /** The kind. */
  public static final String KIND = "TraceSampling";

  public TraceSampling {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a whole resource; nothing is dropped, what is not known or has the wrong form is refused.
   *
   * @throws PolicyFormatException with every reason when the resource is refused
   */
  public static TraceSampling parse(JsonObject resource) throws PolicyFormatException {
    Errors errors = new Errors();
    TraceSampling sampling = TraceSamplingReader.read(resource, errors);
    errors.throwIfAny();
    return sampling;
  }

  /** The resource as JSON; {@link #parse} of it equals this. */
  public JsonObject toJson() {
    return TraceSamplingWriter.write(this);
  }
}
