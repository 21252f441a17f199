package dev.weft.server.resources;

import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.schema.KindInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every resource has around its {@code spec}, as a person sent it, checked against the path it
 * was sent to. Fields that the server owns (uid, generation, timestamps, managed fields, status)
 * may be there, since people send back what they read, and count for nothing.
 *
 * @param name {@code metadata.name}
 * @param generateName {@code metadata.generateName}: what a name is made from without one
 * @param labels {@code metadata.labels}
 * @param annotations {@code metadata.annotations}
 * @param managedFields {@code metadata.managedFields} as they were sent, if they were
 * @param resourceVersion the version that the sender last saw, if told
 * @param uid the uid that the sender last saw, if told
 * @param spec the spec; empty when there is none
 */
public record Envelope(
    Optional<String> name,
    Optional<String> generateName,
    JsonObject labels,
    JsonObject annotations,
    Optional<JsonValue> managedFields,
    Optional<String> resourceVersion,
    Optional<String> uid,
    Optional<JsonObject> spec) {
  private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final Set<String> METADATA =
      Set.of(
          "name",
          "generateName",
          "namespace",
          "labels",
          "annotations",
          "resourceVersion",
          "uid",
          "generation",
          "creationTimestamp",
          "managedFields");

  /**
   * Reads {@code body} as a resource of {@code kind} for {@code namespace}.
   *
   * @throws ApiException 400 when it is of another kind or namespace, 422 when fields are wrong
   */
  public static Envelope read(KindInfo kind, String namespace, JsonObject body) {
    requireSame("apiVersion", body.get("apiVersion"), kind.apiVersion());
    requireSame("kind", body.get("kind"), kind.kind());
    List<Cause> causes = new ArrayList<>();
    requireKnown("", body, TOP, causes);
    JsonObject metadata = object("metadata", body.get("metadata"), causes);
    requireKnown("metadata.", metadata, METADATA, causes);
    JsonValue itsNamespace = metadata.get("namespace");
    if (itsNamespace != null) {
      requireSame("metadata.namespace", itsNamespace, namespace);
    }
    Labels.check("metadata.labels", metadata.object("labels"), causes);
    Labels.checkAnnotations("metadata.annotations", metadata.object("annotations"), causes);
    JsonObject labels = strings("metadata.labels", metadata.get("labels"), causes);
    JsonObject annotations = strings("metadata.annotations", metadata.get("annotations"), causes);
    Optional<String> name = text("metadata.name", metadata.get("name"), causes);
    Optional<String> generateName =
        text("metadata.generateName", metadata.get("generateName"), causes);
    Optional<String> resourceVersion =
        text("metadata.resourceVersion", metadata.get("resourceVersion"), causes);
    Optional<String> uid = text("metadata.uid", metadata.get("uid"), causes);
    if (metadata.get("generation") != null && !(metadata.get("generation") instanceof JsonNumber)) {
      causes.add(new Cause("metadata.generation", "not a number (expected: number)"));
    }
    name.filter(it -> !Names.isSubdomain(it))
        .ifPresent(
            it ->
                causes.add(
                    new Cause(
                        "metadata.name",
                        it + " (expected: an RFC 1123 subdomain: a-z, 0-9, '-' and '.')")));
    Optional<JsonObject> spec =
        body.get("spec") == null
            ? Optional.empty()
            : Optional.of(object("spec", body.get("spec"), causes));
    if (!causes.isEmpty()) {
      throw ApiException.invalid(kind.group(), kind.kind(), name.orElse(""), causes);
    }
    return new Envelope(
        name,
        generateName,
        labels,
        annotations,
        Optional.ofNullable(metadata.get("managedFields")),
        resourceVersion,
        uid,
        spec);
  }

  private static void requireSame(
      String field, @org.jspecify.annotations.Nullable JsonValue value, String expected) {
    if (value == null) {
      throw ApiException.badRequest(field, "missing (expected: " + expected + ")");
    }
    if (!value.equals(new JsonString(expected))) {
      String shown = value instanceof JsonString text ? text.value() : value.typeName();
      throw ApiException.badRequest(field, shown + " (expected: " + expected + ")");
    }
  }

  static void requireKnown(
      String prefix, JsonObject object, Set<String> known, List<Cause> causes) {
    for (String member : object.members().keySet()) {
      if (!known.contains(member)) {
        causes.add(
            new Cause(
                prefix + member,
                "unknown field (expected: one of "
                    + String.join(", ", known.stream().sorted().toList())
                    + ")"));
      }
    }
  }

  private static JsonObject object(
      String field, @org.jspecify.annotations.Nullable JsonValue value, List<Cause> causes) {
    if (value instanceof JsonObject object) {
      return object;
    }
    String found = value == null ? "missing" : value.typeName();
    causes.add(new Cause(field, found + " (expected: object)"));
    return JsonObject.EMPTY;
  }

  private static JsonObject strings(
      String field, @org.jspecify.annotations.Nullable JsonValue value, List<Cause> causes) {
    if (value == null) {
      return JsonObject.EMPTY;
    }
    JsonObject object = object(field, value, causes);
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      if (!(member.getValue() instanceof JsonString)) {
        causes.add(
            new Cause(
                field + "." + member.getKey(),
                member.getValue().typeName() + " (expected: string)"));
      }
    }
    return object;
  }

  private static Optional<String> text(
      String field, @org.jspecify.annotations.Nullable JsonValue value, List<Cause> causes) {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonString text) {
      return Optional.of(text.value());
    }
    causes.add(new Cause(field, value.typeName() + " (expected: string)"));
    return Optional.empty();
  }
}
