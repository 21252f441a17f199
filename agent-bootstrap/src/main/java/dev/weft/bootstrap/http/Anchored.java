package dev.weft.bootstrap.http;

/**
 * Woven into a library's connection object where the way from there to the socket leads through
 * objects that are used again for other connections: it is told its channel once, when it gets it.
 */
public interface Anchored extends Linked {
  /** Keeps {@code channel}, which {@link #weftLink} answers from now on. */
  void weftAnchor(Object channel);
}
