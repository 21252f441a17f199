package dev.weft.server.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** A store that can be read beside the servers that use it. */
@FunctionalInterface
public interface StoreSource {
  /**
   * Runs {@code work}, however long it takes, on one moment of the store; it changes nothing.
   *
   * @throws StoreException when there is no store, or one of another version
   */
  <T> T read(Function<Handle, T> work);
}
