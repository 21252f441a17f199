package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.Action;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.Rule;
import dev.weft.core.policy.TargetReference;
import dev.weft.core.policy.WorkloadSelector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an AuthorizationPolicy: its fields, their types and the form of every value. */
public final class AuthorizationPolicyReader {
  /** Most targets, as in Istio's CRD. */
  private static final int MAX_TARGETS = 16;

  private AuthorizationPolicyReader() {}

  /** The policy; it means something only when {@code errors} has got nothing. */
  public static AuthorizationPolicy read(JsonObject resource, Errors errors) {
    Fields fields = ResourceReader.open(resource, AuthorizationPolicy.KIND, errors);
    ResourceMetadata metadata = MetadataReader.read(fields);
    checkDryRun(metadata, errors);
    Fields spec = ResourceReader.spec(fields);
    fields.end();
    if (spec == null) {
      return new AuthorizationPolicy(
          metadata, WorkloadSelector.ALL, List.of(), Action.ALLOW, List.of());
    }
    WorkloadSelector selector = ResourceReader.selector(spec);
    List<TargetReference> targets = targets(spec);
    if (spec.has("selector") && (spec.has("targetRef") || spec.has("targetRefs"))) {
      errors.add(spec.path("selector"), "set beside targetRef (expected: only one of them)");
    }
    Action action = action(spec);
    List<Rule> rules = spec.objects("rules").stream().map(RuleReader::read).toList();
    spec.end();
    return new AuthorizationPolicy(metadata, selector, targets, action, rules);
  }

  private static void checkDryRun(ResourceMetadata metadata, Errors errors) {
    String annotation = metadata.annotations().get(AuthorizationPolicy.DRY_RUN_ANNOTATION);
    if (annotation != null && DryRun.parse(annotation) == null) {
      errors.add(
          "metadata.annotations[" + AuthorizationPolicy.DRY_RUN_ANNOTATION + "]",
          annotation,
          "true or false");
    }
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

  private static List<TargetReference> targets(Fields spec) {
    List<TargetReference> targets = new ArrayList<>();
    Fields single = spec.object("targetRef");
    if (single != null) {
      targets.add(target(single));
    }
    if (spec.has("targetRef") && spec.has("targetRefs")) {
      spec.errors().add(spec.path("targetRef"), "set beside targetRefs (expected: only one)");
    }
    List<Fields> several = spec.objects("targetRefs");
    if (several.size() > MAX_TARGETS) {
      spec.errors()
          .add(spec.path("targetRefs"), several.size() + " elements", "at most " + MAX_TARGETS);
    }
    // An empty list would leave a policy for "these targets" that is for every workload.
    spec.notEmpty("targetRefs", "at least one target, or to be left out");
    several.forEach(fields -> targets.add(target(fields)));
    return targets;
  }

  private static TargetReference target(Fields fields) {
    TargetReference target =
        new TargetReference(
            orEmpty(fields.text("group")),
            nonEmpty(fields, "kind"),
            nonEmpty(fields, "name"),
            orEmpty(fields.text("namespace")));
    fields.end();
    return target;
  }

  private static String nonEmpty(Fields fields, String name) {
    String text = fields.requiredText(name);
    if (text.isEmpty() && fields.has(name)) {
      fields.errors().add(fields.path(name), text, "not empty");
    }
    return text;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
