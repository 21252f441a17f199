package dev.weft.server.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.weft.server.store.Database;
import dev.weft.server.store.QuietStatements;
import dev.weft.server.store.StoreException;
import dev.weft.server.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The store that any number of servers share. Writes run at READ COMMITTED: whoever changes
 * resources first locks the counter's row, so each statement after that sees all that was committed
 * before, and nobody else commits a change meanwhile. Reads see one snapshot.
 *
 * <p>Every wait has an end. A server that stops in the midst of a transaction loses it after 4 s; a
 * lock is waited for 6 s, a statement 10 s, a connection 5 s.
 */
public final class PostgresDatabase implements Database {
  /** The channel of NOTIFY on which changes are announced; the payload is the revision. */
  static final String CHANNEL = "weft_change";

  private static final int CONNECTIONS = 8;

  /** A commit that the database forgets when it crashes is no commit: never less than that. */
  private static final String SESSION =
      "SELECT set_config('idle_in_transaction_session_timeout', '4s', false),"
          + " set_config('lock_timeout', '6s', false),"
          + " set_config('statement_timeout', '10s', false),"
          + " set_config('synchronous_commit',"
          + " CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'"
          + " ELSE current_setting('synchronous_commit') END, false)";

  /** For one transaction. */
  static final String UNHURRIED =
      "SELECT set_config('idle_in_transaction_session_timeout', '5min', true),"
          + " set_config('statement_timeout', '0', true)";

  private final PostgresLogin login;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private PostgresDatabase(PostgresLogin login, HikariDataSource pool) {
    this.login = login;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    QuietStatements.configure(jdbi);
  }

  /**
   * Opens the store, making and migrating its tables as needed. Several servers may do so at once.
   *
   * @throws StoreException when the store cannot be opened; the message says why on one line
   */
  public static PostgresDatabase open(PostgresLogin login) {
    PGSimpleDataSource source = login.source();
    try {
      flyway(source).migrate();
      return new PostgresDatabase(login, new HikariDataSource(poolOf(source)));
    } catch (FlywayException | HikariPool.PoolInitializationException e) {
      throw new StoreException(
          "the store at "
              + login.describe()
              + " cannot be opened: "
              + PostgresFault.rootMessage(e)
              + " (check weft.store.url, weft.store.user and weft.store.password.file)",
          e);
    }
  }

  /** The tables of a store of this kind. */
  static Flyway flyway(PGSimpleDataSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/common", "classpath:db/migration/postgresql")
        // A store that a later version has migrated is refused, not misread.
        .ignoreMigrationPatterns(new String[0])
        .loggers("slf4j")
        .load();
  }

  private static HikariConfig poolOf(PGSimpleDataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName("weft-store");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(5_000);
    config.setValidationTimeout(2_000);
    config.setKeepaliveTime(60_000);
    config.setIdleTimeout(300_000);
    config.setMaxLifetime(1_200_000);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(SESSION);
    return config;
  }

  /** Which database this is. */
  PostgresLogin login() {
    return login;
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return inTransaction(
        work,
        "nothing was changed; try again",
        "the change may or may not have been made; look before trying again");
  }

  @Override
  public <T> T writeAtLength(Function<Handle, T> work) {
    return write(
        handle -> {
          handle.execute(UNHURRIED);
          return work.apply(handle);
        });
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return inTransaction(
        handle -> {
          handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
          return work.apply(handle);
        },
        "try again",
        "try again");
  }

  /**
   * A connection that the pool kept may have been cut while nobody used it. So a transaction that
   * did not get to its commit is tried once more, on a fresh one.
   */
  private <T> T inTransaction(Function<Handle, T> work, String undone, String unknown) {
    AtomicBoolean decided = new AtomicBoolean();
    Function<Handle, T> noting =
        handle -> {
          T result = work.apply(handle);
          decided.set(true);
          return result;
        };
    try {
      return jdbi.inTransaction(noting::apply);
    } catch (JdbiException e) {
      SQLException fault = PostgresFault.unavailable(e);
      if (fault == null || decided.get() || !PostgresFault.isOfConnection(fault)) {
        throw translated(e, decided.get() ? unknown : undone);
      }
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    try {
      return jdbi.inTransaction(noting::apply);
    } catch (JdbiException e) {
      throw translated(e, decided.get() ? unknown : undone);
    }
  }

  private static RuntimeException translated(JdbiException thrown, String outcome) {
    return PostgresFault.unavailable(thrown) == null
        ? thrown
        : new StoreUnavailableException("the store does not answer: " + outcome, thrown);
  }

  @Override
  public void announce(Handle handle, long revision) {
    handle.execute("SELECT pg_notify(?, ?)", CHANNEL, String.valueOf(revision));
  }

  @Override
  public void close() {
    pool.close();
  }
}
