package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.patch.JsonEquality;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What differs between two resources. An object that appears or goes away as a whole counts with
 * its own path and with every path within.
 *
 * @param modified fields that have another value
 * @param added fields that were not there
 * @param removed fields that are no longer there
 */
record Comparison(FieldSet modified, FieldSet added, FieldSet removed) {

  static Comparison of(JsonObject before, JsonObject after) {
    Collector all =
        new Collector(new FieldSetBuilder(), new FieldSetBuilder(), new FieldSetBuilder());
    all.compare(before, after);
    return new Comparison(all.modified.build(), all.added.build(), all.removed.build());
  }

  /** Whether nothing differs. */
  boolean isEmpty() {
    return modified.isEmpty() && added.isEmpty() && removed.isEmpty();
  }

  /** What has a value that it did not have before. */
  FieldSet set() {
    return modified.union(added);
  }

  /** Everything that differs. */
  FieldSet touched() {
    return set().union(removed);
  }

  private record Collector(
      FieldSetBuilder modified, FieldSetBuilder added, FieldSetBuilder removed) {

    void compare(JsonObject before, JsonObject after) {
      Set<String> names = new LinkedHashSet<>(before.members().keySet());
      names.addAll(after.members().keySet());
      for (String name : names) {
        PathElement step = PathElement.field(name);
        JsonValue was = before.get(name);
        JsonValue is = after.get(name);
        if (was != null && is != null) {
          compare(step, was, is);
        } else if (is != null) {
          addAll(added, step, is);
        } else if (was != null) {
          addAll(removed, step, was);
        }
      }
    }

    private void compare(PathElement step, JsonValue before, JsonValue after) {
      if (Granular.isPairOfBranches(before, after)) {
        new Collector(modified.below(step), added.below(step), removed.below(step))
            .compare((JsonObject) before, (JsonObject) after);
      } else if (!JsonEquality.same(before, after)) {
        modified.add(step);
        addWithin(removed.below(step), before);
        addWithin(added.below(step), after);
      }
    }

    private static void addAll(FieldSetBuilder set, PathElement step, JsonValue value) {
      set.add(step);
      addWithin(set.below(step), value);
    }

    private static void addWithin(FieldSetBuilder set, JsonValue value) {
      if (value instanceof JsonObject object) {
        object.members().forEach((name, member) -> addAll(set, PathElement.field(name), member));
      }
    }
  }
}
