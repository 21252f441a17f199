package dev.weft.server.access.review;

import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Attempt;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import java.util.Locale;
import java.util.Set;

/**
 * "May I do this?": {@code SelfSubjectAccessReview} of {@code authorization.k8s.io/v1}. For what is
 * in no namespace, the namespace in the question does not matter, as in Kubernetes.
 */
final class SelfAccessReview implements SelfReview {
  private static final ReviewKind KIND =
      new ReviewKind(
          "authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews");
  private static final String RESOURCE = "resourceAttributes";
  private static final String PATH = "nonResourceAttributes";

  /** Selectors narrow what is asked, and no grant depends on them. */
  private static final Set<String> RESOURCE_FIELDS =
      Set.of(
          "namespace",
          "verb",
          "group",
          "version",
          "resource",
          "subresource",
          "name",
          "fieldSelector",
          "labelSelector");

  @Override
  public ReviewKind kind() {
    return KIND;
  }

  @Override
  public JsonObject answer(Caller.Person person, JsonObject body) {
    JsonObject spec = KIND.spec(body);
    ReviewKind.requireFields("spec.", spec, Set.of(RESOURCE, PATH));
    JsonObject resource = ReviewKind.object(RESOURCE, spec);
    JsonObject path = ReviewKind.object(PATH, spec);
    if (resource.members().isEmpty() == path.members().isEmpty()) {
      throw ApiException.badRequest("spec", "expected: either " + RESOURCE + " or " + PATH);
    }
    boolean allowed =
        path.members().isEmpty()
            ? person.grants().allows(attempt(resource))
            : allowsPath(person, path);
    JsonObject.Builder status = JsonObject.builder().put("allowed", allowed);
    if (!allowed) {
      status.put("reason", "no role of " + person.name() + " allows it");
    }
    return KIND.answer(spec, status.build());
  }

  private static Attempt attempt(JsonObject attributes) {
    String prefix = "spec." + RESOURCE + ".";
    ReviewKind.requireFields(prefix, attributes, RESOURCE_FIELDS);
    return new Attempt(
        ReviewKind.text(prefix, "verb", attributes),
        ReviewKind.text(prefix, "group", attributes),
        ReviewKind.text(prefix, "resource", attributes),
        ReviewKind.text(prefix, "subresource", attributes),
        ReviewKind.text(prefix, "namespace", attributes),
        ReviewKind.text(prefix, "name", attributes));
  }

  private static boolean allowsPath(Caller.Person person, JsonObject attributes) {
    String prefix = "spec." + PATH + ".";
    ReviewKind.requireFields(prefix, attributes, Set.of("path", "verb"));
    return person
        .grants()
        .allowsPath(
            ReviewKind.text(prefix, "verb", attributes).toLowerCase(Locale.ROOT),
            ReviewKind.text(prefix, "path", attributes));
  }
}
