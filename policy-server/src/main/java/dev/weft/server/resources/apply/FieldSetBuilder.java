package dev.weft.server.resources.apply;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the paths of a {@link FieldSet} from the root down. Not thread-safe. */
final class FieldSetBuilder {
  private final TreeSet<PathElement> members = new TreeSet<>();
  private final Map<PathElement, FieldSetBuilder> below = new TreeMap<>();

  void add(PathElement step) {
    members.add(step);
  }

  /** The collector for what lies below {@code step}; the step itself is not added by this. */
  FieldSetBuilder below(PathElement step) {
    return below.computeIfAbsent(step, absent -> new FieldSetBuilder());
  }

  FieldSet build() {
    TreeMap<PathElement, FieldSet> built = new TreeMap<>();
    below.forEach((step, builder) -> built.put(step, builder.build()));
    return new FieldSet(members, built);
  }
}
