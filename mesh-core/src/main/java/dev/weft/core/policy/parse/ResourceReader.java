package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.WorkloadSelector;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the resources that select workloads have in common. */
final class ResourceReader {
  /** What is written; v1beta1 has the same fields and meaning, and is read as well. */
  static final String API_VERSION = "security.istio.io/v1";

  private static final Set<String> API_VERSIONS = Set.of(API_VERSION, "security.istio.io/v1beta1");

  private ResourceReader() {}

  /** The resource's fields, with apiVersion, kind and status taken care of. */
  static Fields open(JsonObject resource, String kind, Errors errors) {
    return open(resource, API_VERSIONS, API_VERSION, kind, errors);
  }

  /** The same of another group, whose versions {@code apiVersions} have the same meaning. */
  static Fields open(
      JsonObject resource, Set<String> apiVersions, String newest, String kind, Errors errors) {
    Fields fields = new Fields("", resource, errors);
    String apiVersion = fields.requiredText("apiVersion");
    if (fields.has("apiVersion") && !apiVersions.contains(apiVersion)) {
      errors.add("apiVersion", apiVersion, newest);
    }
    String actualKind = fields.requiredText("kind");
    if (fields.has("kind") && !kind.equals(actualKind)) {
      errors.add("kind", actualKind, kind);
    }
    // Status is what the mesh says of the policy, never part of what the policy says.
    fields.ignore("status");
    return fields;
  }

  /** The fields of {@code spec}, or null when it is absent, which means the same as empty. */
  static @Nullable Fields spec(Fields resource) {
    return resource.object("spec");
  }

  static WorkloadSelector selector(Fields spec) {
    Fields selector = spec.object("selector");
    if (selector == null) {
      return WorkloadSelector.ALL;
    }
    Map<String, String> labels = selector.textMap("matchLabels");
    labels.forEach((key, value) -> checkLabel(selector, key, value));
    selector.end();
    return new WorkloadSelector(labels);
  }

  private static void checkLabel(Fields selector, String key, String value) {
    String where = selector.path("matchLabels") + "[" + key + "]";
    if (key.isEmpty() || key.length() > 253 + 1 + 63) {
      selector.errors().add(where, key, "a label's name");
    }
    if (value.length() > 63) {
      selector.errors().add(where, value, "at most 63 characters");
    }
    if (key.indexOf('*') >= 0 || value.indexOf('*') >= 0) {
      selector
          .errors()
          .add(where, key + "=" + value, "no wildcard; labels are compared as they are");
    }
  }
}
