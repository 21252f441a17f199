package dev.weft.server.store.postgres;

import dev.weft.server.store.SchemaVersion;
import dev.weft.server.store.StoreException;
import dev.weft.server.store.StoreSource;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;

/** Reads a shared store beside the servers that use it. */
public record PostgresSource(PostgresLogin login) implements StoreSource {
  @Override
  public <T> T read(Function<Handle, T> work) {
    PGSimpleDataSource source = login.source();
    try {
      SchemaVersion.requireCurrent(PostgresDatabase.flyway(source), login.describe());
      return Jdbi.create(source)
          .inTransaction(
              handle -> {
                handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                handle.execute(PostgresDatabase.UNHURRIED);
                return work.apply(handle);
              });
    } catch (FlywayException | JdbiException e) {
      throw new StoreException(
          "the store at " + login.describe() + " cannot be read: " + PostgresFault.rootMessage(e),
          e);
    }
  }
}
