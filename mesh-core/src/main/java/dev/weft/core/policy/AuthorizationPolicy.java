package dev.weft.core.policy;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.parse.AuthorizationPolicyAdmission;
import dev.weft.core.policy.parse.AuthorizationPolicyReader;
import dev.weft.core.policy.parse.AuthorizationPolicyWriter;
import dev.weft.core.policy.parse.DryRun;
import dev.weft.core.policy.parse.Errors;
import java.util.List;

/**
 * An AuthorizationPolicy ({@code security.istio.io/v1}).
 *
 * @param metadata name, namespace and the rest
 * @param selector the workloads it is for; empty when it is for all of them or names targets
 * @param targetRefs the gateways, waypoints or services it is for instead
 * @param action what it does with what matches
 * @param rules the rules; without any it matches nothing
 */
public record AuthorizationPolicy(
    ResourceMetadata metadata,
    WorkloadSelector selector,
    List<TargetReference> targetRefs,
    Action action,
    List<Rule> rules) {
  /** The kind. */
  public static final String KIND = "AuthorizationPolicy";

  /** The annotation that makes a policy be tried without being enforced. */
  public static final String DRY_RUN_ANNOTATION = "istio.io/dry-run";

  public AuthorizationPolicy {
    targetRefs = List.copyOf(targetRefs);
    rules = List.copyOf(rules);
  }

  /**
   * Reads a whole resource as a server takes it in and an enforcer puts it in force. Nothing is
   * dropped: what is not known, has the wrong form or can never match is refused.
   *
   * @throws PolicyFormatException with every reason when the resource is refused
   */
  public static AuthorizationPolicy parse(JsonObject resource) throws PolicyFormatException {
    AuthorizationPolicy policy = parseDraft(resource);
    Errors errors = new Errors();
    AuthorizationPolicyAdmission.check(policy, errors);
    errors.throwIfAny();
    return policy;
  }

  /**
   * Reads a resource that is only to be tried: as strict as {@link #parse} about what is not known
   * or malformed, but rules that can never match are let through, as the engine gives them a
   * meaning. Never put the result in force.
   *
   * @throws PolicyFormatException with every reason when the resource is refused
   */
  public static AuthorizationPolicy parseDraft(JsonObject resource) throws PolicyFormatException {
    Errors errors = new Errors();
    AuthorizationPolicy policy = AuthorizationPolicyReader.read(resource, errors);
    errors.throwIfAny();
    return policy;
  }

  /** {@code namespace/name}. */
  public String qualifiedName() {
    return metadata.qualifiedName();
  }

  /** Whether this policy is only tried, not enforced ({@code istio.io/dry-run: "true"}). */
  public boolean dryRun() {
    String annotation = metadata.annotations().get(DRY_RUN_ANNOTATION);
    return annotation != null && Boolean.TRUE.equals(DryRun.parse(annotation));
  }

  /** The resource as JSON; {@link #parse} of it equals this policy. */
  public JsonObject toJson() {
    return AuthorizationPolicyWriter.write(this);
  }
}
