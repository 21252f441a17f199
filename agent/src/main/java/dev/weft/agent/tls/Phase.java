package dev.weft.agent.tls;

/**
 * Where a connection stands: CONNECTING → OPENING → OPEN or PLAIN; RESOLVING after CONNECTING when
 * the mesh has to be asked; FAILED from anywhere, for good.
 */
enum Phase {
  /** TCP is on its way. */
  CONNECTING,
  /** TCP is connected, and the mesh is being asked who is at the address. */
  RESOLVING,
  /** First bytes, handshake, admission. */
  OPENING,
  /** Mutual TLS stands. */
  OPEN,
  /** Left alone. */
  PLAIN,
  /** Refused, broken or cut. */
  FAILED
}
