package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The difference of two resources, field by field, for people to read. What the server counts on
 * every write (resourceVersion, generation, managedFields) is left out: it differs always.
 */
public final class Diff {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Set<String> COUNTED =
      Set.of("metadata.resourceVersion", "metadata.generation", "metadata.managedFields");

  private final List<FieldChange> changes = new ArrayList<>();

  private Diff() {}

  /** What changed from {@code before} to {@code after}, in the order of the fields. */
  public static List<FieldChange> between(JsonObject before, JsonObject after) {
    Diff diff = new Diff();
    diff.members("", before, after);
    return List.copyOf(diff.changes);
  }

  private void members(String path, JsonObject before, JsonObject after) {
    Set<String> names = new LinkedHashSet<>(before.members().keySet());
    names.addAll(after.members().keySet());
    for (String name : names) {
      String at = member(path, name);
      if (COUNTED.contains(at)) {
        continue;
      }
      JsonValue was = before.get(name);
      JsonValue is = after.get(name);
      if (was == null || is == null) {
        changes.add(new FieldChange(at, was, is));
      } else {
        values(at, was, is);
      }
    }
  }

  private void values(String path, JsonValue before, JsonValue after) {
    if (JsonEquality.same(before, after)) {
      return;
    }
    if (before instanceof JsonObject was && after instanceof JsonObject is) {
      members(path, was, is);
    } else if (before instanceof JsonArray was && after instanceof JsonArray is) {
      elements(path, was.values(), is.values());
    } else {
      changes.add(new FieldChange(path, before, after));
    }
  }

  /**
   * Elements that both arrays start or end with are passed over, so that one that was put in or
   * taken out is told as such and does not make all that follow it look changed.
   */
  private void elements(String path, List<JsonValue> before, List<JsonValue> after) {
    int shorter = Math.min(before.size(), after.size());
    int start = 0;
    while (start < shorter && JsonEquality.same(before.get(start), after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && JsonEquality.same(
            before.get(before.size() - 1 - end), after.get(after.size() - 1 - end))) {
      end++;
    }
    int common = shorter - end;
    for (int i = start; i < common; i++) {
      values(path + "[" + i + "]", before.get(i), after.get(i));
    }
    for (int i = common; i < before.size() - end; i++) {
      changes.add(new FieldChange(path + "[" + i + "]", before.get(i), null));
    }
    for (int i = common; i < after.size() - end; i++) {
      changes.add(new FieldChange(path + "[" + i + "]", null, after.get(i)));
    }
  }

  private static String member(String path, String name) {
    if (!PLAIN.matcher(name).matches()) {
      return path + "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }
}
