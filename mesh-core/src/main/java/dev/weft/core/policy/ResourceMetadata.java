package dev.weft.core.policy;

import dev.weft.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a resource (Kubernetes ObjectMeta), as far as a policy's meaning depends on it.
 *
 * @param namespace the namespace
 * @param name the name, unique in the namespace for its kind
 * @param labels the labels
 * @param annotations the annotations
 * @param creationTimestamp when it was made, or null when it has not been stored yet
 * @param rest the fields of ObjectMeta that mean nothing to an enforcer, as they were read
 */
public record ResourceMetadata(
    String namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable Instant creationTimestamp,
    JsonObject rest) {
  public ResourceMetadata {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** Metadata with nothing but a name. */
  public static ResourceMetadata of(String namespace, String name) {
    return new ResourceMetadata(namespace, name, Map.of(), Map.of(), null, JsonObject.EMPTY);
  }

  /** {@code namespace/name}, as decisions and messages name a resource. */
  public String qualifiedName() {
    return namespace + "/" + name;
  }

  /** This metadata as JSON, with everything that was read. */
  public JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder().put("name", name).put("namespace", namespace);
    if (!labels.isEmpty()) {
      json.put("labels", texts(labels));
    }
    if (!annotations.isEmpty()) {
      json.put("annotations", texts(annotations));
    }
    if (creationTimestamp != null) {
      json.put("creationTimestamp", creationTimestamp.toString());
    }
    rest.members().forEach(json::put);
    return json.build();
  }

  private static JsonObject texts(Map<String, String> map) {
    JsonObject.Builder json = JsonObject.builder();
    map.forEach(json::put);
    return json.build();
  }
}
