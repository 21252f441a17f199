package dev.weft.server.resources.discovery;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.schema.GroupVersionKind;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Scope;
import dev.weft.server.resources.schema.Subresource;
import dev.weft.server.resources.schema.Verb;
import java.util.ArrayList;
import java.util.List;

/** A group in the documents of meta.k8s.io/v1: {@code APIGroup} and {@code APIResourceList}. */
final class PlainGroup {
  private PlainGroup() {}

  static JsonObject of(String group, List<KindInfo> kinds) {
    List<JsonValue> versions =
        kinds.stream().map(KindInfo::version).distinct().map(it -> version(group, it)).toList();
    return JsonObject.builder()
        .put("name", group)
        .put("versions", new JsonArray(versions))
        .put("preferredVersion", versions.get(0))
        .build();
  }

  static JsonObject resources(List<KindInfo> kinds) {
    List<JsonValue> resources = new ArrayList<>();
    for (KindInfo kind : kinds) {
      resources.add(kind(kind));
      kind.subresources().forEach(part -> resources.add(part(kind, part)));
    }
    return JsonObject.builder()
        .put("kind", "APIResourceList")
        .put("apiVersion", "v1")
        .put("groupVersion", kinds.get(0).apiVersion())
        .put("resources", new JsonArray(resources))
        .build();
  }

  static JsonArray verbs(List<Verb> verbs) {
    return JsonArray.ofStrings(verbs.stream().map(Verb::text).toList());
  }

  private static JsonValue version(String group, String version) {
    return JsonObject.builder()
        .put("groupVersion", group + "/" + version)
        .put("version", version)
        .build();
  }

  private static JsonObject kind(KindInfo kind) {
    JsonObject.Builder resource =
        JsonObject.builder()
            .put("name", kind.plural())
            .put("singularName", kind.singular())
            .put("namespaced", kind.scope() == Scope.NAMESPACED)
            .put("kind", kind.kind())
            .put("verbs", verbs(kind.verbs()));
    if (!kind.shortNames().isEmpty()) {
      resource.put("shortNames", JsonArray.ofStrings(kind.shortNames()));
    }
    if (!kind.categories().isEmpty()) {
      resource.put("categories", JsonArray.ofStrings(kind.categories()));
    }
    return resource.build();
  }

  private static JsonObject part(KindInfo kind, Subresource part) {
    JsonObject.Builder resource =
        JsonObject.builder()
            .put("name", kind.plural() + "/" + part.name())
            .put("singularName", "")
            .put("namespaced", kind.scope() == Scope.NAMESPACED);
    GroupVersionKind id = part.kind();
    if (!id.apiVersion().equals(kind.apiVersion())) {
      resource.put("group", id.group()).put("version", id.version());
    }
    return resource.put("kind", id.kind()).put("verbs", verbs(part.verbs())).build();
  }
}
