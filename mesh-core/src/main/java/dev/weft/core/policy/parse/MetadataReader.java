package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.ResourceMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code metadata} (Kubernetes ObjectMeta). */
final class MetadataReader {
  /** RFC 1123 subdomain, as Kubernetes has it for names. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** RFC 1123 label, as Kubernetes has it for namespaces. */
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /** The fields that mean nothing to an enforcer, and the JSON type that each has. */
  private static final Map<String, Class<? extends JsonValue>> REST =
      new TreeMap<>(
          Map.of(
              "generateName", JsonString.class,
              "selfLink", JsonString.class,
              "uid", JsonString.class,
              "resourceVersion", JsonString.class,
              "generation", JsonNumber.class,
              "deletionTimestamp", JsonString.class,
              "deletionGracePeriodSeconds", JsonNumber.class,
              "ownerReferences", JsonArray.class,
              "finalizers", JsonArray.class,
              "managedFields", JsonArray.class));

  private MetadataReader() {}

  static ResourceMetadata read(Fields resource) {
    Fields fields = resource.object("metadata");
    if (fields == null) {
      if (!resource.has("metadata")) {
        resource.errors().add("metadata", "missing (expected: an object with a name)");
      }
      return ResourceMetadata.of("", "");
    }
    String name = fields.requiredText("name");
    String namespace = fields.requiredText("namespace");
    if (!name.isEmpty() || fields.has("name")) {
      check(fields, "name", name, NAME, "an RFC 1123 subdomain: lower-case letters, digits, - .");
    }
    if (!namespace.isEmpty() || fields.has("namespace")) {
      check(fields, "namespace", namespace, NAMESPACE, "an RFC 1123 label");
    }
    ResourceMetadata metadata =
        new ResourceMetadata(
            namespace,
            name,
            fields.textMap("labels"),
            fields.textMap("annotations"),
            instant(fields),
            rest(fields));
    fields.end();
    return metadata;
  }

  private static void check(
      Fields fields, String name, String value, Pattern pattern, String expected) {
    if (!pattern.matcher(value).matches()) {
      fields.errors().add(fields.path(name), value, expected);
    }
  }

  /** Generators write {@code creationTimestamp: null} for what is not stored yet. */
  private static @Nullable Instant instant(Fields fields) {
    if (fields.value("creationTimestamp") instanceof JsonNull) {
      return null;
    }
    String text = fields.text("creationTimestamp");
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      fields.errors().add(fields.path("creationTimestamp"), text, "an RFC 3339 time");
      return null;
    }
  }

  private static JsonObject rest(Fields fields) {
    JsonObject.Builder rest = JsonObject.builder();
    for (Map.Entry<String, Class<? extends JsonValue>> field : REST.entrySet()) {
      JsonValue value = fields.value(field.getKey());
      if (field.getValue().isInstance(value)) {
        rest.put(field.getKey(), value);
      } else if (value != null) {
        fields.errors().add(fields.path(field.getKey()), "wrong type: " + value.typeName());
      }
    }
    return rest.build();
  }
}
