package dev.weft.bootstrap.http;

import org.jspecify.annotations.Nullable;

/**
 * Woven into a class of a library: leads from one of its objects to the next on the way to what
 * decides, such as from a request to its processor, to its connection, to the socket's channel. So
 * a peer is found by the library's own objects and by nothing else.
 */
public interface Linked {
  /** The next object; null when there is none now. */
  @Nullable Object weftLink();
}
