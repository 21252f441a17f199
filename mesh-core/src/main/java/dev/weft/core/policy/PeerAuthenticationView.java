package dev.weft.core.policy;

import java.util.Map;
import java.util.Optional;

/**
 * The mutual TLS modes of one workload's ports, after precedence and inheritance. Immutable; make
 * one with {@link PeerAuthentications#view}.
 */
public final class PeerAuthenticationView {
  private final MutualTlsMode general;
  private final Map<Integer, MutualTlsMode> ports;
  private final Optional<String> policy;
  private final Map<Integer, String> portPolicies;

  PeerAuthenticationView(
      MutualTlsMode general,
      Map<Integer, MutualTlsMode> ports,
      Optional<String> policy,
      Map<Integer, String> portPolicies) {
    this.general = general;
    this.ports = Map.copyOf(ports);
    this.policy = policy;
    this.portPolicies = Map.copyOf(portPolicies);
  }

  /** What {@code port} accepts. */
  public MutualTlsMode mode(int port) {
    return ports.getOrDefault(port, general);
  }

  /** What ports accept for which no mode of their own is set. */
  public MutualTlsMode mode() {
    return general;
  }

  /** Whether any port accepts mutual TLS alone. */
  public boolean isStrictAnywhere() {
    return general == MutualTlsMode.STRICT || ports.containsValue(MutualTlsMode.STRICT);
  }

  /** The policy, {@code namespace/name}, that set {@link #mode()}; empty when none did. */
  public Optional<String> policy() {
    return policy;
  }

  /**
   * The policy, {@code namespace/name}, that set {@link #mode(int)} of {@code port}; empty when
   * none did. A port whose own mode is UNSET has its mode from where the workload has it.
   */
  public Optional<String> policy(int port) {
    String own = portPolicies.get(port);
    return own == null ? policy : Optional.of(own);
  }
}
