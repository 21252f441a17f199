package dev.weft.proxy.net;

/**
 * A user event: the proxy stops soon. Whoever can tell a client to go elsewhere with its next
 * request does so; what is under way goes on.
 */
public enum Drain {
  /** The one event. */
  BEGUN
}
