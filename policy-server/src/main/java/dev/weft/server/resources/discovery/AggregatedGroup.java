package dev.weft.server.resources.discovery;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.schema.GroupVersionKind;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Subresource;
import java.util.ArrayList;
import java.util.List;

/** A group in aggregated discovery ({@code APIGroupDiscovery} of apidiscovery.k8s.io). */
final class AggregatedGroup {
  private AggregatedGroup() {}

  static JsonObject of(List<KindInfo> kinds) {
    List<JsonValue> versions = new ArrayList<>();
    kinds.stream()
        .map(KindInfo::version)
        .distinct()
        .forEach(
            version ->
                versions.add(
                    version(
                        version,
                        kinds.stream().filter(it -> it.version().equals(version)).toList())));
    return JsonObject.builder()
        .put("metadata", JsonObject.builder().put("name", kinds.get(0).group()).build())
        .put("versions", new JsonArray(versions))
        .build();
  }

  private static JsonObject version(String version, List<KindInfo> kinds) {
    List<JsonValue> resources = new ArrayList<>();
    kinds.forEach(kind -> resources.add(kind(kind)));
    return JsonObject.builder()
        .put("version", version)
        .put("resources", new JsonArray(resources))
        .put("freshness", "Current")
        .build();
  }

  private static JsonObject kind(KindInfo kind) {
    JsonObject.Builder resource =
        JsonObject.builder()
            .put("resource", kind.plural())
            .put("responseKind", responseKind(kind.id()))
            .put("scope", kind.scope().text())
            .put("singularResource", kind.singular())
            .put("verbs", PlainGroup.verbs(kind.verbs()));
    if (!kind.shortNames().isEmpty()) {
      resource.put("shortNames", JsonArray.ofStrings(kind.shortNames()));
    }
    if (!kind.categories().isEmpty()) {
      resource.put("categories", JsonArray.ofStrings(kind.categories()));
    }
    if (!kind.subresources().isEmpty()) {
      List<JsonValue> parts = new ArrayList<>();
      kind.subresources().forEach(part -> parts.add(part(part)));
      resource.put("subresources", new JsonArray(parts));
    }
    return resource.build();
  }

  private static JsonObject part(Subresource part) {
    return JsonObject.builder()
        .put("subresource", part.name())
        .put("responseKind", responseKind(part.kind()))
        .put("verbs", PlainGroup.verbs(part.verbs()))
        .build();
  }

  private static JsonObject responseKind(GroupVersionKind id) {
    return JsonObject.builder()
        .put("group", id.group())
        .put("version", id.version())
        .put("kind", id.kind())
        .build();
  }
}
