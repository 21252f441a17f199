package dev.weft.bootstrap.http;

import org.jspecify.annotations.Nullable;

/**
 * The connection whose event a thread of a library handles, for clients that tell a request of its
 * answer without saying where that came from. What woven libraries call; none of it throws.
 */
public final class CurrentConnection {
  /** Empty between events, so that it keeps no connection alive. */
  private static final ThreadLocal<@Nullable Object> AT = new ThreadLocal<>();

  private CurrentConnection() {}

  /**
   * The calling thread begins to handle an event of {@code connection}, which leads to its channel
   * by links.
   *
   * @return to be given to {@link #leave} on the same thread
   */
  public static @Nullable Object enter(Object connection) {
    Object before = AT.get();
    AT.set(connection);
    return before;
  }

  /** It has handled the event. */
  public static void leave(@Nullable Object before) {
    AT.set(before);
  }

  /** Null outside of events. */
  static @Nullable Object get() {
    return AT.get();
  }
}
