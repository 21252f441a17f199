package dev.weft.core.directory;

/**
 * What a listening endpoint expects, as the policy server worked it out of the PeerAuthentication
 * resources. In the order of strength, weakest first.
 */
public enum EndpointMode {
  /** Plaintext only. */
  DISABLE,
  /** Mutual TLS or plaintext; a workload of the mesh uses mutual TLS. */
  PERMISSIVE,
  /** Mutual TLS only. */
  STRICT
}
