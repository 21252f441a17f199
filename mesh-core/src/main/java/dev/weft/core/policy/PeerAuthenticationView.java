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

  PeerAuthenticationView(
      MutualTlsMode general, Map<Integer, MutualTlsMode> ports, Optional<String> policy) {
    this.general = general;
    this.ports = Map.copyOf(ports);
    this.policy = policy;
  }

  /** What {@code port} accepts. */
  public MutualTlsMode mode(int port) {
    return ports.getOrDefault(port, general);
  }

  /** What ports accept for which no mode of their own is set. */
  public MutualTlsMode mode() {
    return general;
  }

  /** The policy, {@code namespace/name}, that set {@link #mode()}; empty when none did. */
  public Optional<String> policy() {
    return policy;
  }
}
