package dev.weft.server.resources.apply;

import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field that somebody applies with another value than its owner gave it.
 *
 * @param owner the owner's entry
 * @param path the field
 */
record Conflict(ManagedField owner, List<PathElement> path) {
  Conflict {
    path = List.copyOf(path);
  }

  /** The conflicts of applying a change that touches {@code touched}. */
  static List<Conflict> between(ManagedFields owners, FieldSet touched) {
    List<Conflict> conflicts = new ArrayList<>();
    for (ManagedField owner : owners.entries()) {
      owner.fields().within(touched).forEach(path -> conflicts.add(new Conflict(owner, path)));
    }
    return conflicts;
  }

  /** The refusal, in the words of kube-apiserver, which kubectl shows as they are. */
  static ApiException refusal(List<Conflict> conflicts) {
    List<Cause> causes =
        conflicts.stream()
            .map(
                it ->
                    new Cause(
                        it.displayPath(),
                        "conflict with " + it.owner.display(),
                        "FieldManagerConflict"))
            .toList();
    return new ApiException(409, message(conflicts), causes);
  }

  private static String message(List<Conflict> conflicts) {
    if (conflicts.size() == 1) {
      Conflict only = conflicts.get(0);
      return "Apply failed with 1 conflict: conflict with "
          + only.owner.display()
          + ": "
          + only.displayPath();
    }
    Map<String, List<String>> byOwner = new LinkedHashMap<>();
    for (Conflict conflict : conflicts) {
      byOwner
          .computeIfAbsent(conflict.owner.display(), owner -> new ArrayList<>())
          .add("- " + conflict.displayPath());
    }
    List<String> lines = new ArrayList<>();
    byOwner.forEach(
        (owner, paths) -> {
          lines.add("conflicts with " + owner + ":");
          lines.addAll(paths);
        });
    return "Apply failed with " + conflicts.size() + " conflicts: " + String.join("\n", lines);
  }

  private String displayPath() {
    return String.join("", path.stream().map(PathElement::display).toList());
  }
}
