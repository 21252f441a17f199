package dev.weft.core.policy;

/** What a port accepts (Istio PeerAuthentication, MutualTLS.Mode, after inheritance). */
public enum MutualTlsMode {
  /** Mutual TLS only. */
  STRICT,
  /** Mutual TLS and plaintext. */
  PERMISSIVE,
  /** No TLS of the mesh. */
  DISABLE
}
