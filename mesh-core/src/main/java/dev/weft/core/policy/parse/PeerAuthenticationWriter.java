package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PeerAuthentication;
import java.util.Optional;

/** Writes a PeerAuthentication as the resource it was read from. */
public final class PeerAuthenticationWriter {
  private PeerAuthenticationWriter() {}

  /** The whole resource. */
  public static JsonObject write(PeerAuthentication policy) {
    JsonObject.Builder spec = JsonObject.builder();
    Json.selector(spec, policy.selector());
    spec.put("mtls", mode(policy.mode()));
    if (!policy.portModes().isEmpty()) {
      JsonObject.Builder ports = JsonObject.builder();
      policy.portModes().forEach((port, mode) -> ports.put(port.toString(), mode(mode)));
      spec.put("portLevelMtls", ports.build());
    }
    return Json.resource(PeerAuthentication.KIND, policy.metadata(), spec.build());
  }

  private static JsonObject mode(Optional<MutualTlsMode> mode) {
    String text = mode.map(MutualTlsMode::name).orElse("UNSET");
    return JsonObject.builder().put("mode", text).build();
  }
}
