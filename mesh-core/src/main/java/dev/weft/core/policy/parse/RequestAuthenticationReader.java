package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.JwtRule;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.TargetReference;
import dev.weft.core.policy.WorkloadSelector;
import java.util.List;

/** Reads a RequestAuthentication: its fields, their types and the form of every value. */
public final class RequestAuthenticationReader {
  /** Most rules, as in Istio's CRD. */
  private static final int MAX_RULES = 4096;

  private RequestAuthenticationReader() {}

  /** The policy; it means something only when {@code errors} has got nothing. */
  public static RequestAuthentication read(JsonObject resource, Errors errors) {
    Fields fields = ResourceReader.open(resource, RequestAuthentication.KIND, errors);
    ResourceMetadata metadata = MetadataReader.read(fields);
    DryRun.refuse(metadata, errors, "action ALLOW or DENY");
    Fields spec = ResourceReader.spec(fields);
    fields.end();
    if (spec == null) {
      return new RequestAuthentication(metadata, WorkloadSelector.ALL, List.of(), List.of());
    }
    WorkloadSelector selector = ResourceReader.selector(spec);
    List<TargetReference> targets = TargetReader.read(spec);
    List<JwtRule> rules =
        spec.objects("jwtRules", MAX_RULES).stream().map(JwtRuleReader::read).toList();
    spec.end();
    return new RequestAuthentication(metadata, selector, targets, rules);
  }
}
