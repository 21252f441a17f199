package dev.weft.core.policy.parse;

import dev.weft.core.policy.TargetReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a policy is for instead of selecting workloads, as Istio's validation has it. */
final class TargetReader {
  /** Most targets, as in Istio's CRD. */
  private static final int MAX_TARGETS = 16;

  private static final Set<String> KINDS =
      Set.of(
          "/Service",
          "core/Service",
          "networking.istio.io/ServiceEntry",
          "gateway.networking.k8s.io/Gateway",
          "gateway.networking.k8s.io/GatewayClass");

  private TargetReader() {}

  /** The targets that {@code spec} names; it may name some or have a selector, not both. */
  static List<TargetReference> read(Fields spec) {
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
    if (spec.has("selector") && (spec.has("targetRef") || spec.has("targetRefs"))) {
      spec.errors().add(spec.path("selector"), "set beside targetRef (expected: only one of them)");
    }
    return targets;
  }

  private static TargetReference target(Fields fields) {
    TargetReference target =
        new TargetReference(
            orEmpty(fields.text("group")), nonEmpty(fields, "kind"), nonEmpty(fields, "name"));
    String kind = target.group() + "/" + target.kind();
    if (!target.kind().isEmpty() && !KINDS.contains(kind)) {
      fields
          .errors()
          .add(
              fields.path("kind"),
              kind,
              "Service, networking.istio.io/ServiceEntry, gateway.networking.k8s.io/Gateway or"
                  + " gateway.networking.k8s.io/GatewayClass");
    }
    String namespace = orEmpty(fields.text("namespace"));
    if (!namespace.isEmpty()) {
      fields
          .errors()
          .add(fields.path("namespace"), namespace, "to be left out; it is the policy's own");
    }
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
