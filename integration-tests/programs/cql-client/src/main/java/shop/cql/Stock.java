package shop.cql;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;

/** Puts numbered rows into a table, and counts what is there. */
public final class Stock {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PORT = 9042;

  /** How many writes are under way at once. */
  private static final int AT_ONCE = 64;

  private Stock() {}

  /**
   * Arguments: NODE MARKER LEVEL FIRST END. Writes the rows from FIRST to END and then reads all
   * rows, each by that level of consistency.
   */
  public static void main(String[] args) throws Exception {
    DriverConfigLoader settings =
        DriverConfigLoader.programmaticBuilder()
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
            .build();
    try (CqlSession session =
        CqlSession.builder()
            .withConfigLoader(settings)
            .addContactPoint(new InetSocketAddress(args[0], PORT))
            .withLocalDatacenter("datacenter1")
            .build()) {
      session.execute(
          "CREATE KEYSPACE IF NOT EXISTS shop WITH replication ="
              + " {'class': 'SimpleStrategy', 'replication_factor': 2}");
      session.execute("CREATE TABLE IF NOT EXISTS shop.stock (id int PRIMARY KEY, item text)");
      write(session, args[1], args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
      System.out.println("result " + read(session, args[1], args[2]));
    }
  }

  private static void write(CqlSession session, String marker, String level, int first, int end)
      throws Exception {
    PreparedStatement insert =
        session.prepare(
            SimpleStatement.newInstance("INSERT INTO shop.stock (id, item) VALUES (?, ?)")
                .setConsistencyLevel(level(level)));
    Deque<CompletionStage<AsyncResultSet>> underWay = new ArrayDeque<>();
    for (int id = first; id < end; id++) {
      if (underWay.size() == AT_ONCE) {
        underWay.remove().toCompletableFuture().get();
      }
      underWay.add(session.executeAsync(insert.bind(id, item(marker, id))));
    }
    for (CompletionStage<AsyncResultSet> write : underWay) {
      write.toCompletableFuture().get();
    }
  }

  private static String read(CqlSession session, String marker, String level) {
    SimpleStatement all =
        SimpleStatement.newInstance("SELECT id, item FROM shop.stock")
            .setConsistencyLevel(level(level))
            .setPageSize(500);
    int rows = 0;
    int wrong = 0;
    for (Row row : session.execute(all)) {
      rows++;
      if (!item(marker, row.getInt("id")).equals(row.getString("item"))) {
        wrong++;
      }
    }
    return "rows=" + rows + " wrong=" + wrong;
  }

  /** A value of some length that belongs to the row. */
  private static String item(String marker, int id) {
    return (marker + id + ".").repeat(10);
  }

  private static ConsistencyLevel level(String name) {
    return DefaultConsistencyLevel.valueOf(name);
  }
}
