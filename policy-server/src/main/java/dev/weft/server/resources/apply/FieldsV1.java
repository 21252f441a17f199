package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.Cause;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A field set as JSON, in the format that Kubernetes calls FieldsV1: a path element is the name of
 * a member whose value is the set below it, and {@code .} stands for the path itself where there is
 * something below it too.
 */
public final class FieldsV1 {
  private static final String SELF = ".";

  private FieldsV1() {}

  /** Writes {@code set}. */
  public static JsonObject write(FieldSet set) {
    TreeSet<PathElement> steps = new TreeSet<>(set.members());
    steps.addAll(set.below().keySet());
    JsonObject.Builder json = JsonObject.builder();
    for (PathElement step : steps) {
      FieldSet below = set.below(step);
      JsonObject inner = write(below);
      if (set.members().contains(step) && !below.isEmpty()) {
        JsonObject.Builder withSelf = JsonObject.builder().put(SELF, JsonObject.EMPTY);
        inner.members().forEach(withSelf::put);
        inner = withSelf.build();
      }
      json.put(step.text(), inner);
    }
    return json.build();
  }

  /**
   * Reads a field set.
   *
   * @param field where {@code json} stands, for the causes
   * @param causes gets what is malformed; what is returned is of use only when nothing was added
   */
  static FieldSet read(String field, JsonValue json, List<Cause> causes) {
    FieldSetBuilder set = new FieldSetBuilder();
    if (json instanceof JsonObject object) {
      readInto(set, field, object, causes);
    } else {
      causes.add(new Cause(field, json.typeName() + " (expected: object)"));
    }
    return set.build();
  }

  private static void readInto(
      FieldSetBuilder set, String field, JsonObject object, List<Cause> causes) {
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      String name = member.getKey();
      String at = field + "." + name;
      if (!(member.getValue() instanceof JsonObject inner)) {
        causes.add(new Cause(at, member.getValue().typeName() + " (expected: object)"));
      } else if (!name.equals(SELF)) {
        try {
          readStep(set, PathElement.parse(name), at, inner, causes);
        } catch (IllegalArgumentException e) {
          causes.add(new Cause(at, String.valueOf(e.getMessage())));
        }
      }
    }
  }

  private static void readStep(
      FieldSetBuilder set, PathElement step, String at, JsonObject inner, List<Cause> causes) {
    if (inner.members().isEmpty() || inner.get(SELF) != null) {
      set.add(step);
    }
    readInto(set.below(step), at, inner, causes);
  }
}
