package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.Action;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.Rule;
import dev.weft.core.policy.TargetReference;
import dev.weft.core.policy.WorkloadSelector;
import java.util.List;

/** Reads an AuthorizationPolicy: its fields, their types and the form of every value. */
public final class AuthorizationPolicyReader {
  private AuthorizationPolicyReader() {}

  /** The policy; it means something only when {@code errors} has got nothing. */
  public static AuthorizationPolicy read(JsonObject resource, Errors errors) {
    Fields fields = ResourceReader.open(resource, AuthorizationPolicy.KIND, errors);
    ResourceMetadata metadata = MetadataReader.read(fields);
    DryRun.check(metadata, errors);
    Fields spec = ResourceReader.spec(fields);
    fields.end();
    if (spec == null) {
      return new AuthorizationPolicy(
          metadata, WorkloadSelector.ALL, List.of(), Action.ALLOW, List.of());
    }
    WorkloadSelector selector = ResourceReader.selector(spec);
    List<TargetReference> targets = TargetReader.read(spec);
    Action action = action(spec);
    if (action == Action.AUDIT) {
      DryRun.refuse(metadata, errors, "action ALLOW or DENY");
    }
    List<Rule> rules = spec.objects("rules").stream().map(RuleReader::read).toList();
    spec.end();
    return new AuthorizationPolicy(metadata, selector, targets, action, rules);
  }

  private static Action action(Fields spec) {
    String text = spec.text("action");
    if (text == null) {
      return Action.ALLOW;
    }
    for (Action action : Action.values()) {
      if (action.name().equals(text)) {
        return action;
      }
    }
    if (text.equals("CUSTOM")) {
      spec.ignore("provider");
      spec.errors()
          .add(
              spec.path("action"),
              "value: CUSTOM (expected: ALLOW, DENY or AUDIT; there is no external authorizer to"
                  + " call, so the policy could not be enforced)");
    } else {
      spec.errors().add(spec.path("action"), text, "ALLOW, DENY or AUDIT");
    }
    return Action.ALLOW;
  }
}
