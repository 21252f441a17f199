package dev.weft.server.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The durable store beneath everything: transactions over SQL that every supported database has.
 */
public interface Database extends AutoCloseable {
  /**
   * Runs {@code work} in one transaction. When this returns, its changes are on disk.
   *
   * @throws StoreUnavailableException when the database does not answer in time
   */
  <T> T write(Function<Handle, T> work);

  /**
   * Like {@link #write}, for work that takes long. Others that write wait, or give up.
   *
   * @throws StoreUnavailableException when the database does not answer
   */
  <T> T writeAtLength(Function<Handle, T> work);

  /**
   * Runs {@code work}, which changes nothing and sees one moment of the store.
   *
   * @throws StoreUnavailableException when the database does not answer in time
   */
  <T> T read(Function<Handle, T> work);

  /**
   * Lets other processes know, once the transaction of {@code handle} is committed, that the store
   * is at {@code revision}.
   */
  void announce(Handle handle, long revision);

  /** Closes the store, after the transactions that are under way. */
  @Override
  void close();
}
