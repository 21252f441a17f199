package dev.weft.server.review;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.Layer;
import dev.weft.core.policy.Workload;
import dev.weft.server.http.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a whole AccessReview. Everything is bounded, and nothing unknown is let through. */
final class QuestionReader {
  private static final String API_VERSION =
      AccessReviewEvaluator.GROUP + "/" + AccessReviewEvaluator.VERSION;

  /** RFC 1123 label. */
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private static final int MAX_LABELS = 64;
  private static final int MAX_LABEL = 512;
  private static final int MAX_DRAFTS = 512;

  /** The fields of Kubernetes' ObjectMeta; what they say plays no part here. */
  private static final List<String> METADATA =
      List.of(
          "annotations",
          "creationTimestamp",
          "deletionGracePeriodSeconds",
          "deletionTimestamp",
          "finalizers",
          "generateName",
          "generation",
          "labels",
          "managedFields",
          "name",
          "ownerReferences",
          "resourceVersion",
          "selfLink",
          "uid");

  private QuestionReader() {}

  /**
   * The question in {@code resource}.
   *
   * @throws ApiException 422 with every reason, by field
   */
  static Question read(JsonObject resource) {
    Findings findings = new Findings();
    Members fields = new Members("", resource, findings);
    exactly(fields, "apiVersion", API_VERSION);
    exactly(fields, "kind", AccessReviewEvaluator.KIND);
    fields.object("metadata").ifPresent(QuestionReader::checkMetadata);
    // What a client says in the answer's place is not read.
    fields.ignore("status");
    Members spec = required(fields, "spec");
    fields.end();
    Workload workload = workload(required(spec, "workload"));
    RequestReader request = new RequestReader(required(spec, "request"));
    Layer layer = layer(spec).orElse(request.layer());
    ReviewedRequest reviewed = request.read();
    Optional<PolicyBook> drafts =
        spec.array("policies", MAX_DRAFTS)
            .map(it -> DraftReader.read(spec.path("policies"), it, findings));
    MeshOverrides mesh = spec.object("mesh").map(MeshOverrides::read).orElse(MeshOverrides.NONE);
    spec.end();
    findings.throwIfAny();
    return new Question(workload, layer, reviewed, drafts, mesh);
  }

  private static void exactly(Members fields, String name, String expected) {
    fields
        .text(name, RequestReader.MAX_TEXT)
        .filter(it -> !it.equals(expected))
        .ifPresent(it -> fields.findings().add(name, it, expected));
  }

  private static void checkMetadata(Members metadata) {
    METADATA.forEach(metadata::ignore);
    if (metadata.value("namespace").isPresent()) {
      metadata
          .findings()
          .add(
              metadata.path("namespace"),
              "set (expected: absent; a review belongs to no namespace)");
    }
    metadata.end();
  }

  /** The members of the object {@code name}; none, which is reported, when it is not there. */
  private static Members required(Members fields, String name) {
    if (fields.value(name).isEmpty()) {
      fields.findings().add(fields.path(name), "missing (expected: an object)");
    }
    return fields
        .object(name)
        .orElseGet(() -> new Members(fields.path(name), JsonObject.EMPTY, fields.findings()));
  }

  private static Workload workload(Members fields) {
    String namespace = fields.text("namespace", MAX_LABEL).orElse("");
    if (!NAMESPACE.matcher(namespace).matches()) {
      fields.findings().add(fields.path("namespace"), namespace, "an RFC 1123 label");
    }
    Map<String, String> labels = fields.texts("labels", MAX_LABELS, MAX_LABEL);
    fields.end();
    return new Workload(namespace, labels);
  }

  private static Optional<Layer> layer(Members spec) {
    Optional<String> text = spec.text("layer", RequestReader.MAX_TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "L4" -> Optional.of(Layer.CONNECTION);
      case "L7" -> Optional.of(Layer.REQUEST);
      default -> {
        spec.findings().add(spec.path("layer"), text.get(), "L4 or L7");
        yield Optional.empty();
      }
    };
  }
}
