package dev.weft.server.store;

import dev.weft.server.store.postgres.PostgresDatabase;
import dev.weft.server.store.postgres.PostgresLogin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server, one for all tests of a JVM, and fresh databases on it. */
public final class TestPostgres {
  private static final String TEMPLATE = "weft_template";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private TestPostgres() {}

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().start();
      execute(server, "CREATE DATABASE " + TEMPLATE);
      PostgresDatabase.open(login(server, TEMPLATE)).close();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database with the tables of the store and nothing in them. */
  public static PostgresLogin fresh() {
    String name = "weft_" + COUNT.incrementAndGet();
    execute(SERVER, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return login(SERVER, name);
  }

  /** A database without anything. */
  public static PostgresLogin empty() {
    String name = "weft_" + COUNT.incrementAndGet();
    execute(SERVER, "CREATE DATABASE " + name);
    return login(SERVER, name);
  }

  /** The URL of the database that {@code login} names. */
  public static String url(PostgresLogin login) {
    return PostgresLogin.SCHEME + login.describe();
  }

  /** As whom the tests open databases. */
  public static String user() {
    return "postgres";
  }

  /** Ends every connection to the database of {@code login}, as a restart does. */
  public static void cut(PostgresLogin login) {
    String name = login.describe().substring(login.describe().indexOf('/') + 1);
    execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '"
            + name
            + "'");
  }

  /** Runs {@code sql} on the server, as its owner. */
  public static void execute(String sql) {
    execute(SERVER, sql);
  }

  private static PostgresLogin login(EmbeddedPostgres server, String database) {
    String url = PostgresLogin.SCHEME + "127.0.0.1:" + server.getPort() + "/" + database;
    return PostgresLogin.of(url, Optional.of(user()), Optional.empty());
  }

  private static void execute(EmbeddedPostgres server, String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
