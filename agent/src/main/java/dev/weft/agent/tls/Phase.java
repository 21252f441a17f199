package dev.weft.agent.tls;

/**
 * Where a connection stands: CONNECTING → OPENING → OPEN or PLAIN; RESOLVING before CONNECTING when
 * the mesh has to be asked; FAILED from anywhere, for good.
 */
enum Phase {
  /** The mesh is being asked who is at the address; TCP may be connected meanwhile. */
  RESOLVING,
  /** TCP is on its way. */
  CONNECTING,
  /** First bytes, handshake, admission. */
  OPENING,
  /** Mutual TLS stands. */
  OPEN,
  /** Left alone. */
  PLAIN,
  /** Refused, broken or cut. */
  FAILED
}
