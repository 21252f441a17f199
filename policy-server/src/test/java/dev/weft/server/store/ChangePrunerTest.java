package dev.weft.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class ChangePrunerTest {
  private static final int LIMIT = 3;
  private static final int WINDOW = 10;
  private static final ResourceKey KEY = Drafts.key("a");

  private final TestStore kind;
  @TempDir Path temp;
  private Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private final Retention retention = new Retention(LIMIT, WINDOW, Set.of(Drafts.TRANSIENT));
  private Database database;
  private ResourceStore store;
  private ChangePruner pruner;

  ChangePrunerTest(TestStore kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    database = kind.fresh(temp).open();
    store = newStore();
    pruner = new ChangePruner(database, () -> now, retention);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private ResourceStore newStore() {
    return new ResourceStore(database, () -> now, retention);
  }

  private void put(ResourceKey key, int times) {
    for (int i = 0; i < times; i++) {
      store.change("alice", Drafts.put(key, "v" + i));
    }
  }

  private List<Long> rows(ResourceKey key) {
    return database.read(handle -> ChangeLog.entries(handle, key)).stream()
        .map(PruneRule.Entry::revision)
        .toList();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void prune_youngOrInTheWindow_keepsEverything() {
    put(KEY, 30);

    pruner.prune();

    assertThat(rows(KEY)).hasSize(30);
    assertThat(database.read(Revisions::prunedTo)).isZero();
    assertThat(store.history(KEY)).hasSize(LIMIT);
  }

  @Test
  void prune_oldAndBeyondTheWindow_leavesTheHistoryAndTheWindow() {
    put(KEY, 20);
    put(Drafts.key("b"), WINDOW);
    pass(ChangePruner.TOLD.plusSeconds(1));

    pruner.prune();

    assertThat(rows(KEY)).containsExactly(20L, 19L, 18L);
    assertThat(rows(Drafts.key("b"))).hasSize(WINDOW);
    assertThat(database.read(Revisions::prunedTo)).isEqualTo(20);
    assertThat(store.history(KEY))
        .extracting(entry -> entry.resource().body().string("value"))
        .containsExactly("v19", "v18", "v17");
  }

  @Test
  void prune_transientAndStatus_leavesOnlyWhatTheWindowNeeds() {
    ResourceKey gone = Drafts.passing("gone");
    ResourceKey held = Drafts.passing("held");
    put(gone, 3);
    store.change("mesh", Drafts.delete(gone));
    put(held, 3);
    store.change("alice", Drafts.put(KEY, "v"));
    store.change("mesh", Drafts.status(KEY, "s1"));
    store.change("mesh", Drafts.status(KEY, "s2"));
    put(Drafts.key("b"), WINDOW);
    pass(ChangePruner.TOLD.plusSeconds(1));

    pruner.prune();

    assertThat(rows(gone)).isEmpty();
    assertThat(rows(held)).containsExactly(7L);
    assertThat(rows(KEY)).containsExactly(10L, 8L);
  }

  @Test
  void prune_thenRestart_changesAfterTellsTheStateBefore() {
    put(Drafts.passing("held"), 2);
    store.change("alice", Drafts.put(KEY, "v"));
    store.change("mesh", Drafts.status(KEY, "s1"));
    put(Drafts.key("b"), WINDOW);
    pass(ChangePruner.TOLD.plusSeconds(1));
    pruner.prune();
    store.change("mesh", Drafts.status(KEY, "s2"));
    store.change("mesh", Drafts.put(Drafts.passing("held"), "new"));
    pruner.prune();

    ResourceStore again = newStore();

    long floor = database.read(Revisions::prunedTo);
    assertThat(floor).isEqualTo(6);
    for (String type : List.of(Drafts.KIND, Drafts.TRANSIENT)) {
      Optional<List<ResourceChange>> told = again.changesAfter(Drafts.GROUP, type, floor);
      assertThat(told).isEqualTo(store.changesAfter(Drafts.GROUP, type, floor)).isPresent();
      assertThat(again.changesAfter(Drafts.GROUP, type, floor - 1)).isEmpty();
    }
    ResourceChange last = again.changesAfter(Drafts.GROUP, Drafts.KIND, 14).orElseThrow().get(0);
    assertThat(last.before()).extracting(it -> it.body().string("status")).isEqualTo("s1");
    assertThat(last.statusOnly()).isTrue();
  }

  @Test
  void prune_deletedNames_keepTheirHistoryForAWhileOnly() {
    put(KEY, 2);
    store.change("bob", Drafts.delete(KEY));
    put(Drafts.key("b"), WINDOW);
    pass(ChangePruner.TOLD.plusSeconds(1));
    pruner.prune();
    assertThat(store.history(KEY))
        .extracting(HistoryEntry::type)
        .containsExactly(HistoryEntry.Type.DELETE, HistoryEntry.Type.PUT, HistoryEntry.Type.PUT);

    pass(ChangePruner.GONE_KEPT);
    pruner.prune();

    assertThat(rows(KEY)).isEmpty();
    assertThat(rows(Drafts.key("b"))).hasSize(WINDOW);
  }

  @Test
  void prune_nameMadeAgain_isNotGone() {
    put(KEY, 1);
    store.change("bob", Drafts.delete(KEY));
    put(Drafts.key("b"), WINDOW);
    pass(ChangePruner.GONE_KEPT.plusSeconds(1));
    put(KEY, 1);

    pruner.prune();

    assertThat(store.history(KEY))
        .extracting(HistoryEntry::type)
        .containsExactly(HistoryEntry.Type.PUT, HistoryEntry.Type.DELETE, HistoryEntry.Type.PUT);
  }

  @Test
  void prune_manyNamesThatComeAndGo_staysBounded() {
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 90; i++) {
        ResourceKey passing = Drafts.passing("r" + round + "-" + i);
        store.change(
            "mesh",
            it ->
                Plan.of(
                    new Write.Put(Drafts.draft(passing, "v", null)), new Write.Delete(passing)));
      }
      pass(ChangePruner.TOLD.plusSeconds(1));
      pruner.prune();
    }

    long left =
        database.read(
            handle ->
                handle.createQuery("SELECT COUNT(*) FROM resource_change").mapTo(Long.class).one());
    assertThat(left).isEqualTo(WINDOW);
  }

  @Test
  void catchUp_afterLaggingBeyondPruning_reloadsWithARevisionForEachChange() {
    ResourceStore lagging = newStore();
    List<ResourceChange> told = new ArrayList<>();
    put(KEY, 1);
    put(Drafts.key("gone"), 1);
    put(Drafts.key("same"), 1);
    lagging.catchUp();
    lagging.listen((change, snapshot) -> told.add(change));
    store.change("bob", Drafts.delete(Drafts.key("gone")));
    put(KEY, 5);
    put(Drafts.key("b"), WINDOW + 5);
    pass(ChangePruner.TOLD.plusSeconds(1));
    pruner.prune();

    lagging.catchUp();

    assertThat(lagging.snapshot().revision()).isEqualTo(store.snapshot().revision());
    assertThat(lagging.snapshot().all())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(store.snapshot().all());
    assertThat(told)
        .extracting(change -> change.key().name())
        .containsExactlyInAnyOrder("gone", "a", "b");
    assertThat(told).extracting(ResourceChange::revision).isSorted().doesNotHaveDuplicates();
    long to = lagging.snapshot().revision();
    assertThat(lagging.changesAfter(Drafts.GROUP, Drafts.KIND, to - 1)).isEmpty();
    assertThat(lagging.changesAfter(Drafts.GROUP, Drafts.KIND, to)).hasValue(List.of());
  }
}
