package dev.weft.server.resources.select;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.ApiException;
import java.util.List;
import java.util.function.Predicate;

/**
 * A label selector (Kubernetes, "Labels and Selectors"): what labels have to be like. Immutable.
 */
public final class LabelSelector implements Predicate<JsonObject> {
  /** The selector that matches everything. */
  public static final LabelSelector ALL = new LabelSelector(List.of());

  /** Longest selector, in characters. */
  static final int MAX_LENGTH = 16_384;

  private final List<Requirement> requirements;

  private LabelSelector(List<Requirement> requirements) {
    this.requirements = List.copyOf(requirements);
  }

  /**
   * Reads the query parameter {@code labelSelector}; empty matches everything.
   *
   * @throws ApiException 400 with what was found and what was expected
   */
  public static LabelSelector parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw ApiException.badRequest(
          "labelSelector", text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    return new LabelSelector(new LabelParser(text).parse());
  }

  /** Whether {@code resource} has such labels. */
  @Override
  public boolean test(JsonObject resource) {
    JsonObject labels = resource.object("metadata").object("labels");
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels.string(requirement.key()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it matches everything. */
  public boolean isAll() {
    return requirements.isEmpty();
  }
}
