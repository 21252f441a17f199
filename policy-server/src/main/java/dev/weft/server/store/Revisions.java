package dev.weft.server.store;

import org.jdbi.v3.core.Handle;

/** The one counter that orders every change of the mesh. It never goes back, and has no reuse. */
public final class Revisions {
  private Revisions() {}

  /** Takes the next revision, as part of the transaction of {@code handle}. */
  public static long next(Handle handle) {
    handle.execute("UPDATE revision SET value = value + 1 WHERE id = 1");
    return current(handle);
  }

  /** The revision of the last change. */
  public static long current(Handle handle) {
    return handle.createQuery("SELECT value FROM revision WHERE id = 1").mapTo(Long.class).one();
  }
}
