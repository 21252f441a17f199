package dev.weft.server.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Reads the store of a data folder beside the server that may be running on it: in the write-ahead
 * log, a reader keeps the moment at which it began, and holds nobody up.
 */
public record EmbeddedSource(Path folder) implements StoreSource {
  @Override
  public <T> T read(Function<Handle, T> work) {
    Path file = folder.resolve(EmbeddedDatabase.FILE);
    if (!Files.exists(file)) {
      throw new StoreException(file + ": missing (expected: the store of a policy server)");
    }
    try {
      SchemaVersion.requireCurrent(EmbeddedDatabase.flyway(source(file)), folder.toString());
      return Jdbi.create(source(file))
          .inTransaction(
              handle -> {
                handle.execute("PRAGMA query_only = true");
                return work.apply(handle);
              });
    } catch (FlywayException e) {
      throw new StoreException(folder + ": the store cannot be read: " + e.getMessage(), e);
    }
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
    config.setBusyTimeout(10_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
