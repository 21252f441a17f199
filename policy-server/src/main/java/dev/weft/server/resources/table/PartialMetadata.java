package dev.weft.server.resources.table;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import java.util.ArrayList;
import java.util.List;

/** The metadata of resources alone ({@code PartialObjectMetadata} of meta.k8s.io). */
public final class PartialMetadata {
  private PartialMetadata() {}

  /** The metadata of one resource. {@code metaVersion} is v1 or v1beta1. */
  public static JsonObject of(JsonObject resource, String metaVersion) {
    return JsonObject.builder()
        .put("kind", "PartialObjectMetadata")
        .put("apiVersion", "meta.k8s.io/" + metaVersion)
        .put("metadata", resource.object("metadata"))
        .build();
  }

  /** The metadata of the resources in {@code list}. */
  public static JsonObject list(JsonObject list, String metaVersion) {
    List<JsonValue> items = new ArrayList<>();
    for (JsonValue item : list.array("items").values()) {
      if (item instanceof JsonObject resource) {
        items.add(of(resource, metaVersion));
      }
    }
    return JsonObject.builder()
        .put("kind", "PartialObjectMetadataList")
        .put("apiVersion", "meta.k8s.io/" + metaVersion)
        .put("metadata", list.object("metadata"))
        .put("items", new JsonArray(items))
        .build();
  }

  /** 406: one of the two was asked for where there is the other. */
  static ApiException wrongNumber(String found, String asked) {
    return new ApiException(
        406, "accept: " + asked + " of " + found + " (expected: the other form)");
  }
}
