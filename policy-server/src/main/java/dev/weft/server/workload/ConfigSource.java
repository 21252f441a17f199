package dev.weft.server.workload;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import dev.weft.core.policy.MeshSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What the mesh is, whatever its resources are.
 *
 * @param settings the settings by which policies are understood
 * @param bundle the trust anchors in PEM
 */
public record ConfigSource(MeshSettings settings, String bundle) {
  /** The namespace whose policies hold for all. */
  String rootNamespace() {
    return settings.rootNamespace();
  }

  /** The settings as workloads read them. */
  JsonObject settingsJson() {
    return JsonObject.builder()
        .put("rootNamespace", settings.rootNamespace())
        .put("trustDomain", settings.trustDomain())
        .put("trustDomainAliases", JsonArray.ofStrings(settings.trustDomainAliases()))
        .put("pathNormalization", settings.pathNormalization().name())
        .build();
  }

  /**
   * Names all of this: a workload that knows a config of another name is told everything. Servers
   * of one mesh have the same.
   */
  String id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(JsonWriter.write(settingsJson()), bundle)) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
