package dev.weft.server.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The durable store beneath everything: transactions over SQL that every supported database has.
 */
public interface Database extends AutoCloseable {
  /** Runs {@code work} in one transaction. When this returns, its changes are on disk. */
  <T> T write(Function<Handle, T> work);

  /** Runs {@code work}, which changes nothing. */
  <T> T read(Function<Handle, T> work);

  /** Closes the store, after the transactions that are under way. */
  @Override
  void close();
}
