package dev.weft.server.resources.discovery;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.table.Accept;
import dev.weft.server.resources.table.MediaRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is served at {@code /api}, {@code /apis} and below, made once from the kinds: in one piece
 * (aggregated discovery, apidiscovery.k8s.io) for clients that ask for it, else document by
 * document. Immutable.
 */
public final class Discovery {
  private static final List<String> OFFERED =
      List.of(
          "application/json",
          "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
          "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList");

  private final Map<String, List<KindInfo>> groups = new LinkedHashMap<>();

  /** Discovery of {@code kinds}; groups come in the order in which they first appear. */
  public Discovery(List<KindInfo> kinds) {
    for (KindInfo kind : kinds) {
      groups.computeIfAbsent(kind.group(), group -> new ArrayList<>()).add(kind);
    }
  }

  /**
   * {@code /api}: the versions of the core group, of which there are none here.
   *
   * @throws ApiException 406 when {@code accept} takes none of the forms
   */
  public DiscoveryDocument api(Accept accept) {
    Optional<String> aggregated = aggregatedVersion(accept);
    if (aggregated.isPresent()) {
      return aggregated(aggregated.get(), List.of());
    }
    return plain(
        JsonObject.builder()
            .put("kind", "APIVersions")
            .put("versions", new JsonArray(List.of()))
            .put("serverAddressByClientCIDRs", new JsonArray(List.of()))
            .build());
  }

  /**
   * {@code /apis}: the groups.
   *
   * @throws ApiException 406 when {@code accept} takes none of the forms
   */
  public DiscoveryDocument apis(Accept accept) {
    Optional<String> aggregated = aggregatedVersion(accept);
    if (aggregated.isPresent()) {
      List<JsonValue> items = new ArrayList<>();
      groups.values().forEach(kinds -> items.add(AggregatedGroup.of(kinds)));
      return aggregated(aggregated.get(), items);
    }
    List<JsonValue> listed = new ArrayList<>();
    groups.forEach((group, kinds) -> listed.add(PlainGroup.of(group, kinds)));
    return plain(
        JsonObject.builder()
            .put("kind", "APIGroupList")
            .put("apiVersion", "v1")
            .put("groups", new JsonArray(listed))
            .build());
  }

  /** {@code /apis/<group>}: the versions of one group; empty when there is no such group. */
  public Optional<JsonObject> group(String group) {
    return Optional.ofNullable(groups.get(group))
        .map(
            kinds ->
                PlainGroup.of(group, kinds)
                    .with("kind", JsonValue.of("APIGroup"))
                    .with("apiVersion", JsonValue.of("v1")));
  }

  /** {@code /apis/<group>/<version>}: the kinds of one version; empty when there is none. */
  public Optional<JsonObject> resources(String group, String version) {
    List<KindInfo> kinds =
        groups.getOrDefault(group, List.of()).stream()
            .filter(kind -> kind.version().equals(version))
            .toList();
    return kinds.isEmpty() ? Optional.empty() : Optional.of(PlainGroup.resources(kinds));
  }

  private static DiscoveryDocument plain(JsonObject body) {
    return new DiscoveryDocument("application/json", body);
  }

  private static DiscoveryDocument aggregated(String version, List<JsonValue> items) {
    return new DiscoveryDocument(
        "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList",
        JsonObject.builder()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", "apidiscovery.k8s.io/" + version)
            .put("metadata", JsonObject.EMPTY)
            .put("items", new JsonArray(items))
            .build());
  }

  /** The version of aggregated discovery that is wanted most, if one is wanted at all. */
  private static Optional<String> aggregatedVersion(Accept accept) {
    for (MediaRange range : accept.ranges()) {
      if (!range.includes("application", "json")) {
        continue;
      }
      if (range.parameter("as").isEmpty()) {
        return Optional.empty();
      }
      if (range.parameter("as").equals("APIGroupDiscoveryList")
          && range.parameter("g").equals("apidiscovery.k8s.io")
          && List.of("v2", "v2beta1").contains(range.parameter("v"))) {
        return Optional.of(range.parameter("v"));
      }
    }
    throw Accept.notAcceptable(OFFERED);
  }
}
