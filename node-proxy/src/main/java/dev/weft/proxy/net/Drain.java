package dev.weft.proxy.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/**
 * A user event: the proxy stops soon. Whoever can tell a client to go elsewhere with its next
 * request does so; what is under way goes on. Handlers that come later, when it is known what a
 * client speaks, ask {@link #isBegun}.
 */
public enum Drain {
  /** The one event. */
  BEGUN;

  private static final AttributeKey<Boolean> ON = AttributeKey.valueOf("dev.weft.drain");

  /** Tells the handlers of {@code connection}, those that it has and those that it gets. */
  static void begin(Channel connection) {
    // First, so that a handler that is added in between misses nothing.
    mark(connection);
    connection.pipeline().fireUserEventTriggered(BEGUN);
  }

  /** As {@link #begin}, for a connection that has no handlers yet. */
  static void mark(Channel connection) {
    connection.attr(ON).set(true);
  }

  /** Whether {@code connection} is to end soon. Whoever asks may get the event all the same. */
  public static boolean isBegun(Channel connection) {
    return Boolean.TRUE.equals(connection.attr(ON).get());
  }
}
