package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The OpenAPI v3 documents of the API, one for each version of a group, and their index (Kubernetes
 * API concepts, "OpenAPI V3"). {@code kubectl} reads them for {@code explain}, and before it
 * writes, to see whether the server checks fields by itself. Immutable.
 */
public final class OpenApiV3 {
  /** The path of the index; the documents are below it. */
  public static final String PATH = "/openapi/v3";

  private final Map<String, OpenApiDocument> documents;
  private final OpenApiDocument index;

  private OpenApiV3(Map<String, OpenApiDocument> documents) {
    this.documents = documents;
    this.index = new OpenApiDocument(index(documents));
  }

  /**
   * The documents of {@code kinds}.
   *
   * @param serverVersion the version of the API that they name
   */
  public static OpenApiV3 of(List<KindInfo> kinds, String serverVersion) {
    Map<String, List<KindInfo>> groups = new TreeMap<>();
    for (KindInfo kind : kinds) {
      groups.merge(
          kind.apiVersion(),
          List.of(kind),
          (before, more) -> {
            List<KindInfo> all = new java.util.ArrayList<>(before);
            all.addAll(more);
            return all;
          });
    }
    Map<String, OpenApiDocument> documents = new LinkedHashMap<>();
    groups.forEach(
        (name, members) ->
            documents.put(name, new OpenApiDocument(document(name, members, serverVersion))));
    return new OpenApiV3(documents);
  }

  /** What is served at {@link #PATH}. */
  public OpenApiDocument index() {
    return index;
  }

  /**
   * What is served at {@code /openapi/v3/apis/<group>/<version>}, whatever the {@code hash} in the
   * query: an old one means that the client's index is old, not that there is no document.
   */
  public Optional<OpenApiDocument> document(String group, String version) {
    return Optional.ofNullable(documents.get(group + "/" + version));
  }

  private static JsonObject index(Map<String, OpenApiDocument> documents) {
    JsonObject.Builder paths = JsonObject.builder();
    documents.forEach(
        (name, document) ->
            paths.put(
                "apis/" + name,
                JsonObject.builder()
                    .put("serverRelativeURL", PATH + "/apis/" + name + "?hash=" + document.hash())
                    .build()));
    return JsonObject.builder().put("paths", paths.build()).build();
  }

  private static JsonObject document(String name, List<KindInfo> kinds, String serverVersion) {
    JsonObject.Builder paths = JsonObject.builder();
    kinds.forEach(kind -> OpenApiPaths.of(kind).forEach(paths::put));
    return JsonObject.builder()
        .put("openapi", "3.0.0")
        .put(
            "info",
            JsonObject.builder().put("title", "Weft " + name).put("version", serverVersion).build())
        .put("paths", paths.build())
        .put(
            "components",
            JsonObject.builder()
                .put("schemas", OpenApiSchemas.of(kinds))
                .put(
                    "securitySchemes",
                    JsonObject.builder()
                        .put(
                            "BearerToken",
                            JsonObject.builder()
                                .put("type", "http")
                                .put("scheme", "bearer")
                                .put("description", "An API token or an OIDC token.")
                                .build())
                        .build())
                .build())
        .build();
  }
}
