package dev.weft.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The embedded store: SQLite with a write-ahead log that is forced to disk at every commit, and one
 * connection, used by one thread at a time. A second server on the same folder is refused.
 */
public final class EmbeddedDatabase implements Database {
  /** The file of the store in its folder. */
  static final String FILE = "weft.db";

  private final ReentrantLock lock = new ReentrantLock();
  private final FileChannel owner;
  private final Connection connection;
  private final Jdbi jdbi;

  private EmbeddedDatabase(FileChannel owner, Connection connection) {
    this.owner = owner;
    this.connection = connection;
    this.jdbi = Jdbi.create(connection);
    QuietStatements.configure(jdbi);
  }

  /**
   * Opens the store in {@code folder}, making and migrating it as needed.
   *
   * @throws StoreException when the folder is in use or the store cannot be opened
   */
  public static EmbeddedDatabase open(Path folder) {
    FileChannel owner = claim(folder);
    try {
      Path file = folder.resolve(FILE);
      // The journals of SQLite take the mode of the main file.
      PrivateFiles.createEmpty(file);
      SQLiteDataSource source = source(file);
      flyway(source).migrate();
      return new EmbeddedDatabase(owner, source.getConnection());
    } catch (IOException | SQLException | FlywayException e) {
      release(owner);
      throw new StoreException(folder + ": the store cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The tables of a store of this kind. */
  static Flyway flyway(SQLiteDataSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/common", "classpath:db/migration/sqlite")
        // A store that a later version has migrated is refused, not misread.
        .ignoreMigrationPatterns(new String[0])
        .loggers("slf4j")
        .load();
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(5000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static FileChannel claim(Path folder) {
    Path file = folder.resolve("server.lock");
    FileChannel channel = null;
    try {
      PrivateFiles.createEmpty(file);
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      FileLock held = channel.tryLock();
      if (held == null) {
        release(channel);
        throw inUse(folder);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      release(channel);
      throw inUse(folder);
    } catch (IOException e) {
      release(channel);
      throw new StoreException(file + ": cannot be locked: " + e.getMessage(), e);
    }
  }

  private static StoreException inUse(Path folder) {
    return new StoreException(
        folder + ": in use by another policy server (expected: one server for one data folder)");
  }

  private static void release(@org.jspecify.annotations.Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new StoreException("the lock on the data folder cannot be released", e);
      }
    }
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    lock.lock();
    try {
      return jdbi.inTransaction(handle -> work.apply(handle));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T writeAtLength(Function<Handle, T> work) {
    return write(work);
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    lock.lock();
    try {
      return jdbi.withHandle(handle -> work.apply(handle));
    } finally {
      lock.unlock();
    }
  }

  /** There are no others: the folder is locked. */
  @Override
  public void announce(Handle handle, long revision) {}

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("the store cannot be closed: " + e.getMessage(), e);
    } finally {
      release(owner);
      lock.unlock();
    }
  }
}
