package dev.weft.server.workload;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PathNormalization;
import dev.weft.server.directory.Directory;
import dev.weft.server.directory.ListenerModes;
import dev.weft.server.resources.PolicyKinds;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Composes what a workload pulls.
 *
 * @param trustDomain the mesh's trust domain
 * @param rootNamespace the namespace whose policies hold for all
 * @param bundle the trust anchors in PEM
 */
public record ConfigSource(String trustDomain, String rootNamespace, String bundle) {

  /** The modes that follow from the PeerAuthentications of {@code resources}. */
  ListenerModes modes(ResourceSnapshot resources) {
    ResourceKind kind = PolicyKinds.PEER_AUTHENTICATION;
    return ListenerModes.of(
        resources.list(kind.info().group(), kind.info().kind(), null).stream()
            .map(Resource::body)
            .map(PolicyKinds::peerAuthentication)
            .toList(),
        new MeshSettings(rootNamespace, trustDomain, List.of(), PathNormalization.BASE));
  }

  byte[] compose(
      ConfigScope scope, long revision, ResourceSnapshot resources, Directory directory) {
    return JsonWriter.writeBytes(
        JsonObject.builder()
            .put("revision", revision)
            .put(
                "settings",
                JsonObject.builder()
                    .put("rootNamespace", rootNamespace)
                    .put("trustDomain", trustDomain)
                    .put("trustDomainAliases", new JsonArray(List.of()))
                    .build())
            .put(
                "authorizationPolicies",
                ofScope(PolicyKinds.AUTHORIZATION_POLICY, scope, resources))
            .put("peerAuthentications", ofScope(PolicyKinds.PEER_AUTHENTICATION, scope, resources))
            .put("directory", directory.visibleTo(scope.host()))
            .put("bundle", new JsonString(bundle))
            .build());
  }

  private JsonArray ofScope(ResourceKind kind, ConfigScope scope, ResourceSnapshot resources) {
    List<JsonValue> found = new ArrayList<>();
    for (String namespace : new TreeSet<>(List.of(rootNamespace, scope.namespace()))) {
      resources
          .list(kind.info().group(), kind.info().kind(), namespace)
          .forEach(it -> found.add(it.body()));
    }
    return new JsonArray(found);
  }
}
