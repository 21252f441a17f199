package dev.weft.server.workload;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PathNormalization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What the mesh is, whatever its resources are.
 *
 * @param trustDomain the mesh's trust domain
 * @param rootNamespace the namespace whose policies hold for all
 * @param bundle the trust anchors in PEM
 */
public record ConfigSource(String trustDomain, String rootNamespace, String bundle) {
  /** The settings by which policies are understood. */
  MeshSettings settings() {
    return new MeshSettings(rootNamespace, trustDomain, List.of(), PathNormalization.BASE);
  }

  /** The same as workloads read them. */
  JsonObject settingsJson() {
    return JsonObject.builder()
        .put("rootNamespace", rootNamespace)
        .put("trustDomain", trustDomain)
        .put("trustDomainAliases", new JsonArray(List.of()))
        .build();
  }

  /**
   * Names all of this: a workload that knows a config of another name is told everything. Servers
   * of one mesh have the same.
   */
  String id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(trustDomain, rootNamespace, bundle)) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
