package dev.weft.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.store.Revisions;
import dev.weft.server.store.StoreException;
import dev.weft.server.store.StoreUnavailableException;
import dev.weft.server.store.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest {
  private static final String HOLD = "UPDATE revision SET value = value WHERE id = 1";

  private static PostgresLogin login(String url) {
    return PostgresLogin.of(url, Optional.of("u"), Optional.of("hunter2-hunter2"));
  }

  @Test
  void open_severalAtOnceOnAnEmptyDatabase_allGetTheTables() throws Exception {
    PostgresLogin login = TestPostgres.empty();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Long>> revisions = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        revisions.add(
            threads.submit(
                () -> {
                  try (PostgresDatabase database = PostgresDatabase.open(login)) {
                    return database.read(Revisions::current);
                  }
                }));
      }
      for (Future<Long> revision : revisions) {
        assertThat(revision.get()).isZero();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void open_nobodyThere_saysSoOnOneLineWithoutThePassword() {
    assertThatThrownBy(
            () ->
                PostgresDatabase.open(
                    login("jdbc:postgresql://127.0.0.1:1/weft?password=hunter2-hunter2")))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("the store at 127.0.0.1:1/weft cannot be opened: Connection to")
        .hasMessageContaining("weft.store.url")
        .hasMessageNotContainingAny("hunter2", "\n");
  }

  @Test
  void open_noSuchDatabase_saysSo() {
    String url = TestPostgres.url(TestPostgres.empty()) + "x";

    assertThatThrownBy(
            () ->
                PostgresDatabase.open(
                    PostgresLogin.of(url, Optional.of(TestPostgres.user()), Optional.empty())))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("does not exist")
        .hasMessageNotContaining("\n");
  }

  @Test
  void login_malformedUrl_isRefusedWithoutQuotingIt() {
    for (String url :
        List.of(
            "jdbc:mysql://h/d?password=hunter2-hunter2",
            "jdbc:postgresql://h:port/d?password=hunter2-hunter2")) {
      assertThatThrownBy(() -> login(url))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("weft.store.url")
          .hasMessageNotContaining("hunter2");
    }
    assertThat(login("jdbc:postgresql://h:5/d?password=hunter2").toString()).isEqualTo("h:5/d");
  }

  @Test
  void write_whileAnotherServerHangsInItsTransaction_goesOnWithinSeconds() throws Exception {
    PostgresLogin login = TestPostgres.fresh();
    try (PostgresDatabase hung = PostgresDatabase.open(login);
        PostgresDatabase database = PostgresDatabase.open(login)) {
      ExecutorService thread = Executors.newSingleThreadExecutor();
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      Future<Integer> hanging =
          thread.submit(
              () ->
                  hung.write(
                      handle -> {
                        int rows = handle.execute(HOLD);
                        held.countDown();
                        await(end);
                        return rows + handle.execute(HOLD);
                      }));
      held.await();
      long started = System.nanoTime();

      int rows = database.write(handle -> handle.execute(HOLD));

      assertThat(rows).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(6));
      end.countDown();
      assertThatThrownBy(hanging::get)
          .hasCauseInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("nothing was changed");
      assertThat(hung.read(Revisions::current)).isZero();
      thread.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void write_connectionsCutByTheDatabase_failsCleanlyAndThenWorks() throws Exception {
    PostgresLogin login = TestPostgres.fresh();
    try (PostgresDatabase database = PostgresDatabase.open(login)) {
      assertThatThrownBy(
              () ->
                  database.<Integer>write(
                      handle -> {
                        TestPostgres.cut(login);
                        return handle.execute(HOLD);
                      }))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("nothing was changed");
      assertThat(database.<Integer>write(handle -> handle.execute(HOLD))).isEqualTo(1);
    }
  }

  @Test
  void write_connectionCutAtTheCommit_saysThatTheOutcomeIsUnknown() throws Exception {
    PostgresLogin login = TestPostgres.fresh();
    try (PostgresDatabase database = PostgresDatabase.open(login)) {
      assertThatThrownBy(
              () ->
                  database.<Integer>write(
                      handle -> {
                        int rows = handle.execute(HOLD);
                        TestPostgres.cut(login);
                        return rows;
                      }))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("may or may not");
    }
  }

  @Test
  void write_databaseToldNotToSync_syncsAllTheSame() throws Exception {
    PostgresLogin login = TestPostgres.fresh();
    String name = login.describe().substring(login.describe().indexOf('/') + 1);
    TestPostgres.execute("ALTER DATABASE " + name + " SET synchronous_commit = off");
    try (PostgresDatabase database = PostgresDatabase.open(login)) {
      String mode =
          database.read(
              handle -> handle.createQuery("SHOW synchronous_commit").mapTo(String.class).one());
      assertThat(mode).isEqualTo("on");
    }
  }
}
