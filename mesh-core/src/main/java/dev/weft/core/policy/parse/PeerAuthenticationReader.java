package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.WorkloadSelector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a PeerAuthentication: its fields, their types and the form of every value. */
public final class PeerAuthenticationReader {
  private PeerAuthenticationReader() {}

  /** The policy; it means something only when {@code errors} has got nothing. */
  public static PeerAuthentication read(JsonObject resource, Errors errors) {
    Fields fields = ResourceReader.open(resource, PeerAuthentication.KIND, errors);
    ResourceMetadata metadata = MetadataReader.read(fields);
    DryRun.refuse(metadata, errors, "action ALLOW or DENY");
    Fields spec = ResourceReader.spec(fields);
    fields.end();
    if (spec == null) {
      return new PeerAuthentication(metadata, WorkloadSelector.ALL, Optional.empty(), Map.of());
    }
    WorkloadSelector selector = ResourceReader.selector(spec);
    Optional<MutualTlsMode> mode = mode(spec.object("mtls"));
    Map<Integer, Optional<MutualTlsMode>> ports = ports(spec, selector);
    spec.end();
    return new PeerAuthentication(metadata, selector, mode, ports);
  }

  private static Map<Integer, Optional<MutualTlsMode>> ports(
      Fields spec, WorkloadSelector selector) {
    Map<Integer, Optional<MutualTlsMode>> ports = new LinkedHashMap<>();
    spec.objectMap("portLevelMtls")
        .forEach(
            (port, fields) -> {
              if (isPort(port)) {
                ports.put(Integer.valueOf(port), mode(fields));
              } else {
                spec.errors().add(spec.path("portLevelMtls"), port, "a port, 1 to 65535");
              }
            });
    if (spec.has("portLevelMtls") && selector.isAll()) {
      spec.errors()
          .add(
              spec.path("portLevelMtls"),
              "set without selector (expected: only beside spec.selector; for a whole namespace or"
                  + " mesh it has no effect)");
    } else if (spec.has("portLevelMtls") && ports.isEmpty()) {
      spec.errors().add(spec.path("portLevelMtls"), "empty (expected: at least one port)");
    }
    return ports;
  }

  private static boolean isPort(String text) {
    return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65535;
  }

  private static Optional<MutualTlsMode> mode(@Nullable Fields mtls) {
    if (mtls == null) {
      return Optional.empty();
    }
    String text = mtls.text("mode");
    mtls.end();
    if (text == null || text.equals("UNSET")) {
      return Optional.empty();
    }
    for (MutualTlsMode mode : MutualTlsMode.values()) {
      if (mode.name().equals(text)) {
        return Optional.of(mode);
      }
    }
    mtls.errors().add(mtls.path("mode"), text, "UNSET, DISABLE, PERMISSIVE or STRICT");
    return Optional.empty();
  }
}
