package dev.weft.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What it takes to begin on a store that has a past. */
class StoreStartTest {
  private static final Retention RETENTION = new Retention(10, 1000, Set.of());

  @TempDir Path temp;

  /** Counts what {@code database} is asked by reads. */
  private static final class Counting implements Database {
    private final Database database;
    private final AtomicInteger statements = new AtomicInteger();

    Counting(Database database) {
      this.database = database;
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
      return database.write(work);
    }

    @Override
    public <T> T writeAtLength(Function<Handle, T> work) {
      return database.writeAtLength(work);
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
      return database.read(
          handle -> {
            SqlStatements config = handle.getConfig(SqlStatements.class);
            SqlLogger before = config.getSqlLogger();
            config.setSqlLogger(
                new SqlLogger() {
                  @Override
                  public void logBeforeExecution(StatementContext context) {
                    statements.incrementAndGet();
                  }
                });
            try {
              return work.apply(handle);
            } finally {
              config.setSqlLogger(before);
            }
          });
    }

    @Override
    public void announce(Handle handle, long revision) {
      database.announce(handle, revision);
    }

    @Override
    public void close() {
      database.close();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void start_withManyChanges_asksAFewQuestionsAndKnowsWhatWasBefore(TestStore kind) {
    try (Database database = kind.fresh(temp).open()) {
      ResourceStore filled = new ResourceStore(database, InstantSource.system(), RETENTION);
      for (int i = 0; i < 300; i++) {
        filled.change("alice", Drafts.put(Drafts.key("n" + i % 150), "v" + i));
      }
      filled.change("alice", Drafts.delete(Drafts.key("n7")));
      Counting counting = new Counting(database);

      ResourceStore started = new ResourceStore(counting, InstantSource.system(), RETENTION);

      assertThat(counting.statements.get()).isBetween(1, 10);
      for (long after : new long[] {0, 100, 299, 300, 301}) {
        assertThat(started.changesAfter(Drafts.GROUP, Drafts.KIND, after).orElseThrow())
            .usingRecursiveFieldByFieldElementComparator()
            .isEqualTo(filled.changesAfter(Drafts.GROUP, Drafts.KIND, after).orElseThrow());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void start_windowShorterThanTheLog_knowsWhatWasBeforeTheFirstChangeInIt(TestStore kind) {
    try (Database database = kind.fresh(temp).open()) {
      ResourceStore filled = new ResourceStore(database, InstantSource.system(), RETENTION);
      filled.change("alice", Drafts.put(Drafts.key("kept"), "old"));
      filled.change("alice", Drafts.put(Drafts.key("gone"), "old"));
      filled.change("alice", Drafts.delete(Drafts.key("gone")));
      filled.change("alice", Drafts.put(Drafts.key("kept"), "new"));
      filled.change("alice", Drafts.put(Drafts.key("gone"), "again"));

      ResourceStore started =
          new ResourceStore(database, InstantSource.system(), new Retention(10, 2, Set.of()));

      assertThat(started.changesAfter(Drafts.GROUP, Drafts.KIND, 2)).isEmpty();
      assertThat(started.changesAfter(Drafts.GROUP, Drafts.KIND, 3).orElseThrow())
          .extracting(it -> it.before() == null ? "none" : it.before().body().string("value"))
          .containsExactly("old", "none");
    }
  }
}
