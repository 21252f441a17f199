package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The entries of {@code metadata.managedFields}, at most one for each identity. Immutable.
 *
 * @param entries the entries, in the order in which Kubernetes writes them: appliers first, then by
 *     time, manager, version and subresource
 */
public record ManagedFields(List<ManagedField> entries) {
  private static final Comparator<ManagedField> ORDER =
      Comparator.comparing(ManagedField::operation)
          .thenComparingLong(ManagedField::seconds)
          .thenComparing(ManagedField::manager)
          .thenComparing(ManagedField::apiVersion)
          .thenComparing(ManagedField::subresource);

  /** No entries: who manages the resource is not tracked. */
  public static final ManagedFields NONE = new ManagedFields(List.of());

  /** How many entries a resource may have, so that no flood of managers makes it grow forever. */
  public static final int MAX_ENTRIES = 256;

  private static final String FIELD = "metadata.managedFields";

  public ManagedFields {
    Map<ManagedField.Identity, ManagedField> byIdentity = new LinkedHashMap<>();
    for (ManagedField entry : entries) {
      byIdentity.merge(
          entry.identity(),
          entry,
          (first, second) -> second.withFields(first.fields().union(second.fields())));
    }
    entries = byIdentity.values().stream().sorted(ORDER).toList();
  }

  /**
   * Reads what somebody sent as {@code metadata.managedFields}. An empty array, or one with a
   * single empty entry, is valid and gives {@link #NONE}.
   *
   * @throws ApiException 422 with a cause for every malformed field
   */
  public static ManagedFields read(JsonValue sent) {
    List<Cause> causes = new ArrayList<>();
    ManagedFields read = read(sent, causes);
    if (!causes.isEmpty()) {
      throw ApiException.invalid(FIELD, causes);
    }
    return read;
  }

  /** What {@code resource}, as it was stored, says; {@link #NONE} when it cannot be understood. */
  public static ManagedFields stored(JsonObject resource) {
    JsonValue stored = of(resource);
    List<Cause> causes = new ArrayList<>();
    ManagedFields read = stored == null ? NONE : read(stored, causes);
    return causes.isEmpty() ? read : NONE;
  }

  /** The member {@code metadata.managedFields} of {@code resource}; null when it has none. */
  static @Nullable JsonValue of(JsonObject resource) {
    JsonValue value = resource.object("metadata").get("managedFields");
    return value instanceof JsonNull ? null : value;
  }

  /** Whether {@code sent} asks to forget who manages what, as Kubernetes lets people do. */
  static boolean isReset(JsonValue sent) {
    return sent instanceof JsonArray array
        && (array.values().isEmpty() || array.values().equals(List.of(JsonObject.EMPTY)));
  }

  private static ManagedFields read(JsonValue json, List<Cause> causes) {
    if (isReset(json)) {
      return NONE;
    }
    if (!(json instanceof JsonArray array)) {
      causes.add(new Cause(FIELD, json.typeName() + " (expected: array)"));
      return NONE;
    }
    if (array.values().size() > MAX_ENTRIES) {
      causes.add(tooMany(array.values().size()));
      return NONE;
    }
    List<ManagedField> entries = new ArrayList<>();
    for (int i = 0; i < array.values().size(); i++) {
      ManagedFieldReader.read(FIELD + "[" + i + "]", array.values().get(i), causes)
          .ifPresent(entries::add);
    }
    return new ManagedFields(entries);
  }

  private static Cause tooMany(int size) {
    return new Cause(FIELD, size + " entries (expected: at most " + MAX_ENTRIES + ")");
  }

  Optional<ManagedField> find(ManagedField.Identity identity) {
    return entries.stream().filter(it -> it.identity().equals(identity)).findFirst();
  }

  /** Everything that anybody owns. */
  FieldSet owned() {
    return entries.stream().map(ManagedField::fields).reduce(FieldSet.EMPTY, FieldSet::union);
  }

  /** These entries with the fields of each changed; those left without fields are gone. */
  ManagedFields mapFields(UnaryOperator<FieldSet> change) {
    return new ManagedFields(
        entries.stream()
            .map(it -> it.withFields(change.apply(it.fields())))
            .filter(it -> !it.fields().isEmpty())
            .toList());
  }

  ManagedFields without(ManagedField.Identity identity) {
    return new ManagedFields(
        entries.stream().filter(it -> !it.identity().equals(identity)).toList());
  }

  /** These entries with {@code added}; fields are united with those of an entry that is there. */
  ManagedFields plus(Collection<ManagedField> added) {
    List<ManagedField> all = new ArrayList<>(entries);
    all.addAll(added);
    return new ManagedFields(all);
  }

  /**
   * {@code resource} with these entries.
   *
   * @throws ApiException 422 when there are too many of them
   */
  JsonObject writeTo(JsonObject resource) {
    JsonObject metadata = resource.object("metadata");
    if (entries.isEmpty()) {
      return metadata.get("managedFields") == null
          ? resource
          : resource.with("metadata", metadata.without("managedFields"));
    }
    if (entries.size() > MAX_ENTRIES) {
      throw ApiException.invalid("resource", List.of(tooMany(entries.size())));
    }
    List<JsonValue> json = new ArrayList<>();
    entries.forEach(it -> json.add(it.toJson()));
    return resource.with("metadata", metadata.with("managedFields", new JsonArray(json)));
  }

  /** {@code resource} without {@code metadata.managedFields}. */
  static JsonObject removeFrom(JsonObject resource) {
    return NONE.writeTo(resource);
  }
}
