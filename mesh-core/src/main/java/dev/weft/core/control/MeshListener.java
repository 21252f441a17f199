package dev.weft.core.control;

import dev.weft.core.identity.Identity;

/**
 * Is told of changes, one at a time and in order, on a thread of the client: it must not block. A
 * config whose listener throws is reported to the policy server as not in force.
 */
public interface MeshListener {
  /** The SVID was renewed or the bundle changed; new handshakes are to use {@code identity}. */
  default void identityChanged(Identity identity) {}

  /** A new config is to be enforced. */
  default void configChanged(MeshConfig config) {}
}
