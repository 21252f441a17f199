package dev.weft.server.store.postgres;

import dev.weft.server.store.ResourceStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link ResourceStore} up with what other servers write: one thread, {@code
 * weft-follower}, with one connection that listens for the announcements of {@link
 * PostgresDatabase}.
 *
 * <p>An announcement only says that there is something to read. After each connect, and when none
 * came for a while, the store is compared anyway: what was announced while nobody listened is not
 * missed.
 */
public final class ChangeFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFollower.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private static final Pattern REVISION = Pattern.compile("\\d{1,18}");

  private final PostgresLogin login;
  private final ResourceStore store;
  private final Thread thread;
  private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
  private volatile boolean closed;

  private ChangeFollower(PostgresLogin login, ResourceStore store) {
    this.login = login;
    this.store = store;
    this.thread = new Thread(this::run, "weft-follower");
    this.thread.setDaemon(true);
  }

  /** Starts to keep {@code store}, which is kept in {@code database}, up to date. */
  public static ChangeFollower start(PostgresDatabase database, ResourceStore store) {
    ChangeFollower follower = new ChangeFollower(database.login(), store);
    follower.thread.start();
    return follower;
  }

  private void run() {
    Duration pause = SHORTEST_PAUSE;
    while (!closed) {
      long started = System.nanoTime();
      try {
        follow();
      } catch (SQLException | RuntimeException e) {
        if (!closed) {
          LOG.atWarn()
              .addKeyValue("store", login.describe())
              .addKeyValue("reason", PostgresFault.rootMessage(e))
              .log("changes of other servers cannot be followed; trying again");
        }
      }
      boolean lasted = System.nanoTime() - started > LONGEST_PAUSE.toNanos();
      pause = lasted ? SHORTEST_PAUSE : longer(pause);
      if (!closed) {
        LockSupport.parkNanos(jittered(pause));
      }
    }
  }

  private void follow() throws SQLException {
    try (Connection opened = login.source().getConnection()) {
      connection.set(opened);
      if (closed) {
        return;
      }
      try (Statement statement = opened.createStatement()) {
        statement.execute("LISTEN " + PostgresDatabase.CHANNEL);
      }
      PGConnection listening = opened.unwrap(PGConnection.class);
      store.catchUp();
      while (!closed) {
        boolean news = isNews(listening.getNotifications((int) LOOK_EVERY.toMillis()));
        // The question also finds out whether the connection is still there.
        if (news || stored(opened) != store.snapshot().revision()) {
          store.catchUp();
        }
      }
    } finally {
      connection.set(null);
    }
  }

  /** Whether one of them tells of more than is known; what this server wrote itself is known. */
  private boolean isNews(PGNotification @Nullable [] notifications) {
    if (notifications == null) {
      return false;
    }
    long known = store.snapshot().revision();
    for (PGNotification it : notifications) {
      String revision = it.getParameter();
      if (REVISION.matcher(revision).matches() && Long.parseLong(revision) > known) {
        return true;
      }
    }
    return false;
  }

  private static long stored(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT value FROM revision WHERE id = 1")) {
      if (!row.next()) {
        throw new SQLException("the counter of revisions is missing");
      }
      return row.getLong(1);
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private static long jittered(Duration pause) {
    return (long) (pause.toNanos() * (0.5 + ThreadLocalRandom.current().nextDouble() / 2));
  }

  /** Stops to follow; when this returns, the store is not called any more. */
  @Override
  public void close() {
    closed = true;
    Connection open = connection.get();
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.atDebug().setCause(e).log("a connection could not be aborted");
      }
    }
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
