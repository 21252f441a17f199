package dev.weft.server.store;

import org.jdbi.v3.core.Handle;

/** The one counter that orders every change of the mesh. It never goes back, and has no reuse. */
public final class Revisions {
  private Revisions() {}

  /**
   * The revision of the last change. Until the transaction of {@code handle} ends, nobody else gets
   * past this point, in any process: whoever holds it writes alone.
   */
  public static long lock(Handle handle) {
    return handle
        .createQuery("UPDATE revision SET value = value WHERE id = 1 RETURNING value")
        .mapTo(Long.class)
        .one();
  }

  /** Moves the counter on; {@link #lock} was called before. */
  static void set(Handle handle, long revision) {
    handle.execute("UPDATE revision SET value = ? WHERE id = 1", revision);
  }

  /** The revision up to which changes may be missing from the log. */
  static long prunedTo(Handle handle) {
    return handle.createQuery("SELECT value FROM revision WHERE id = 2").mapTo(Long.class).one();
  }

  /** Tells that changes up to {@code revision} may be missing from the log. */
  static void setPrunedTo(Handle handle, long revision) {
    handle.execute("UPDATE revision SET value = ? WHERE id = 2", revision);
  }

  /** The revision of the last change. */
  public static long current(Handle handle) {
    return handle.createQuery("SELECT value FROM revision WHERE id = 1").mapTo(Long.class).one();
  }
}
