package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The annotation in which client-side {@code kubectl apply} keeps what it applied. A resource moves
 * from client-side to server-side apply by it without conflicts, and it is kept up to date while
 * kubectl applies, so that one can go back.
 */
final class LastApplied {
  private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

  /** The only manager that reads and writes the annotation. */
  private static final String KUBECTL = "kubectl";

  private LastApplied() {}

  /**
   * The fields of {@code live} that {@code manager} applied on the client's side and that nobody
   * changed since: it may take them over.
   */
  static FieldSet takenOver(JsonObject live, String manager) {
    JsonObject applied = manager.equals(KUBECTL) ? read(live) : null;
    if (applied == null) {
      return FieldSet.EMPTY;
    }
    Comparison since = Comparison.of(applied, live);
    return FieldSet.of(applied).minusTrees(since.touched());
  }

  /** {@code result} with the annotation, if it has it, telling what was {@code applied}. */
  static JsonObject refresh(JsonObject result, JsonObject applied, String manager) {
    String present = result.object("metadata").object("annotations").string(ANNOTATION);
    if (!manager.equals(KUBECTL) || present == null || present.isEmpty()) {
      return result;
    }
    JsonObject metadata = result.object("metadata");
    JsonObject annotations =
        metadata.object("annotations").with(ANNOTATION, JsonValue.of(text(applied)));
    return result.with("metadata", metadata.with("annotations", annotations));
  }

  private static @Nullable JsonObject read(JsonObject live) {
    String text = live.object("metadata").object("annotations").string(ANNOTATION);
    if (text == null) {
      return null;
    }
    try {
      return JsonReader.read(text) instanceof JsonObject applied
              && applied.get("apiVersion") != null
              && applied.get("apiVersion").equals(live.get("apiVersion"))
          ? applied
          : null;
    } catch (JsonFormatException e) {
      // Anybody may write an annotation; one that makes no sense grants nothing.
      return null;
    }
  }

  private static String text(JsonObject applied) {
    JsonObject metadata = applied.object("metadata");
    JsonObject told = applied;
    if (metadata.object("annotations").get(ANNOTATION) != null) {
      JsonObject annotations = metadata.object("annotations").without(ANNOTATION);
      told = applied.with("metadata", metadata.with("annotations", annotations));
    }
    return JsonWriter.write(sorted(told)) + "\n";
  }

  /** Members in order of their names, so that the same configuration gives the same text. */
  private static JsonValue sorted(JsonValue value) {
    if (value instanceof JsonObject object) {
      TreeMap<String, JsonValue> members = new TreeMap<>();
      object.members().forEach((name, member) -> members.put(name, sorted(member)));
      return new JsonObject(members);
    }
    if (value instanceof JsonArray array) {
      return new JsonArray(array.values().stream().map(LastApplied::sorted).toList());
    }
    return value;
  }
}
