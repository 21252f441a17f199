package shop.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * PostgreSQL's driver in HikariCP's pool: batches in a transaction, bulk copies, queries side by
 * side, a query that is cancelled, which takes a connection of its own, and a notification.
 */
public final class PooledPostgres {
  private static final int ROWS = 1_000;
  private static final int READERS = 8;

  private PooledPostgres() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres");
    config.setUsername("shop");
    config.setMaximumPoolSize(4);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      write(pool);
      System.out.printf(
          "result rows=%d sums=%s cancelled=%s notified=%s%n",
          copied(pool), sums(pool), cancelled(pool), notified(pool));
    }
  }

  private static void write(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS orders");
      statement.execute("CREATE TABLE orders (id int PRIMARY KEY, text text)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO orders VALUES (?, ?)")) {
        for (int i = 0; i < ROWS; i++) {
          insert.setInt(1, i);
          insert.setString(2, "order " + "x".repeat(i));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private static long copied(HikariDataSource pool) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = ROWS; i < 2 * ROWS; i++) {
      rows.append(i).append("\tcopied\n");
    }
    try (Connection connection = pool.getConnection()) {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY orders FROM STDIN", new StringReader(rows.toString()));
    }
  }

  private static List<Long> sums(HikariDataSource pool) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(() -> sum(pool)));
      }
      List<Long> sums = new ArrayList<>();
      for (Future<Long> reader : readers) {
        sums.add(reader.get(30, TimeUnit.SECONDS));
      }
      return sums;
    } finally {
      threads.shutdownNow();
    }
  }

  /** The length of all texts, row by row and a part of them at a time. */
  private static long sum(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(100);
        long sum = 0;
        try (ResultSet rows = statement.executeQuery("SELECT text FROM orders")) {
          while (rows.next()) {
            sum += rows.getString(1).length();
          }
        }
        return sum;
      }
    }
  }

  private static String cancelled(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      try {
        statement.execute("SELECT pg_sleep(30)");
        return "no";
      } catch (SQLException e) {
        return e.getSQLState();
      }
    }
  }

  private static String notified(HikariDataSource pool) throws SQLException {
    try (Connection listener = pool.getConnection();
        Connection teller = pool.getConnection();
        Statement listen = listener.createStatement();
        Statement notify = teller.createStatement()) {
      listen.execute("LISTEN news");
      notify.execute("NOTIFY news, 'told'");
      PGNotification[] told = listener.unwrap(PGConnection.class).getNotifications(30_000);
      return told.length == 1 ? told[0].getParameter() : "not";
    }
  }
}
