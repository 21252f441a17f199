package dev.weft.core.policy;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.parse.Errors;
import dev.weft.core.policy.parse.PeerAuthenticationReader;
import dev.weft.core.policy.parse.PeerAuthenticationWriter;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A PeerAuthentication ({@code security.istio.io/v1}).
 *
 * @param metadata name, namespace and the rest
 * @param selector the workloads it is for
 * @param mode the mode; empty (UNSET) inherits
 * @param portModes the modes of single ports, by port; empty (UNSET) inherits
 */
public record PeerAuthentication(
    ResourceMetadata metadata,
    WorkloadSelector selector,
    Optional<MutualTlsMode> mode,
    Map<Integer, Optional<MutualTlsMode>> portModes) {
  /** The kind. */
  public static final String KIND = "PeerAuthentication";

  public PeerAuthentication {
    portModes = Collections.unmodifiableMap(new TreeMap<>(portModes));
  }

  /**
   * Reads a whole resource; nothing is dropped, what is not known or has the wrong form is refused.
   *
   * @throws PolicyFormatException with every reason when the resource is refused
   */
  public static PeerAuthentication parse(JsonObject resource) throws PolicyFormatException {
    Errors errors = new Errors();
    PeerAuthentication policy = PeerAuthenticationReader.read(resource, errors);
    errors.throwIfAny();
    return policy;
  }

  /** {@code namespace/name}. */
  public String qualifiedName() {
    return metadata.qualifiedName();
  }

  /** The resource as JSON; {@link #parse} of it equals this policy. */
  public JsonObject toJson() {
    return PeerAuthenticationWriter.write(this);
  }
}
