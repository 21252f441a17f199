package dev.weft.core.policy;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.parse.Errors;
import dev.weft.core.policy.parse.RequestAuthenticationReader;
import dev.weft.core.policy.parse.RequestAuthenticationWriter;
import java.util.List;

/**
 * A RequestAuthentication ({@code security.istio.io/v1}): which tokens a workload takes. A request
 * without one passes without identity, a request with a bad one does not pass.
 *
 * @param metadata name, namespace and the rest
 * @param selector the workloads it is for; empty when it is for all of them or names targets
 * @param targetRefs the gateways, waypoints or services it is for instead
 * @param jwtRules the tokens that are taken; without any it says nothing
 */
public record RequestAuthentication(
    ResourceMetadata metadata,
    WorkloadSelector selector,
    List<TargetReference> targetRefs,
    List<JwtRule> jwtRules) {
  /** The kind. */
  public static final String KIND = "RequestAuthentication";

  public RequestAuthentication {
    targetRefs = List.copyOf(targetRefs);
    jwtRules = List.copyOf(jwtRules);
  }

  /**
   * Reads a whole resource; nothing is dropped, what is not known or has the wrong form is refused.
   *
   * @throws PolicyFormatException with every reason when the resource is refused
   */
  public static RequestAuthentication parse(JsonObject resource) throws PolicyFormatException {
    Errors errors = new Errors();
    RequestAuthentication policy = RequestAuthenticationReader.read(resource, errors);
    errors.throwIfAny();
    return policy;
  }

  /** {@code namespace/name}. */
  public String qualifiedName() {
    return metadata.qualifiedName();
  }

  /** The resource as JSON; {@link #parse} of it equals this policy. */
  public JsonObject toJson() {
    return RequestAuthenticationWriter.write(this);
  }
}
