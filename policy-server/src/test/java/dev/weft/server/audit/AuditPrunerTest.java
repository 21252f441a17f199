package dev.weft.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.store.Database;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class AuditPrunerTest {
  private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
  private static final Duration AGE = Duration.ofDays(30);

  private final TestStore kind;
  @TempDir Path temp;
  private Database database;

  AuditPrunerTest(TestStore kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    database = kind.fresh(temp).open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void append(Instant at, String action, int times) {
    int written =
        database.write(
            handle -> {
              for (int i = 0; i < times; i++) {
                AuditLog.append(handle, at, AuditRecord.event("x", action, "GET /" + i, ""));
              }
              return times;
            });
    assertThat(written).isEqualTo(times);
  }

  private List<Long> numbers() {
    return database.read(
        handle ->
            handle.createQuery("SELECT seq FROM audit ORDER BY seq").mapTo(Long.class).list());
  }

  private void prune(Instant now, int limit) {
    new AuditPruner(database, () -> now, new AuditRetention(AGE, limit)).prune();
  }

  @Test
  void prune_recordsOfPeople_goWhenTheyAreOld() {
    append(START, "resource.update", 2);
    append(START.plus(AGE), "resource.update", 1);

    prune(START.plus(AGE), 100);
    assertThat(numbers()).containsExactly(1L, 2L, 3L);
    prune(START.plus(AGE).plusMillis(1), 100);

    assertThat(numbers()).containsExactly(3L);
  }

  @Test
  void prune_tooManyOfOneAction_keepsItsNewestAndAllOfOthers() {
    append(START, "resource.update", 3);
    append(START, AuditLog.SVID_ISSUE, 12);

    prune(START, 5);

    assertThat(numbers()).containsExactly(1L, 2L, 3L, 11L, 12L, 13L, 14L, 15L);
  }

  @Test
  void prune_refusals_areKeptInLessNumbers() {
    append(START, "resource.update", 1);
    append(START, RefusalJournal.AUTHENTICATION, AuditPruner.REFUSALS_KEPT + 50);

    prune(START, 1_000_000);

    assertThat(numbers()).hasSize(1 + AuditPruner.REFUSALS_KEPT).contains(1L).doesNotContain(51L);
  }

  @Test
  void prune_emptyLog_isDone() {
    prune(START, 5);

    assertThat(numbers()).isEmpty();
  }
}
