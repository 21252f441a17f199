package dev.weft.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random edits through two stores on one database, compared with a map and a list. */
class ResourceStoreModelTest {
  private static final int EDITS = 300;
  private static final int NAMES = 7;
  private static final int WINDOW = 25;

  @TempDir Path temp;
  private Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private final InstantSource clock = () -> now;
  private final Retention retention = new Retention(4, WINDOW, Set.of(Drafts.TRANSIENT));
  private final Map<ResourceKey, String> model = new TreeMap<>();
  private final List<ResourceChange> log = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"EMBEDDED,1", "EMBEDDED,2", "POSTGRESQL,3", "POSTGRESQL,4"})
  void change_randomEditsThroughTwoStores_equalsTheModel(TestStore kind, long seed) {
    Random random = new Random(seed);
    TestStore.Place place = kind.fresh(temp);
    try (Database database = place.open()) {
      List<ResourceStore> stores = List.of(newStore(database), newStore(database));
      List<ResourceChange> heard = new ArrayList<>();
      stores.get(0).listen((change, snapshot) -> heard.add(change));
      ChangePruner pruner = new ChangePruner(database, clock, retention);
      for (int i = 0; i < EDITS; i++) {
        ResourceStore store = stores.get(random.nextInt(2));
        List<ResourceChange> made = store.change("seed " + seed, edit(random, i));
        log.addAll(made);
        made.forEach(this::note);
        now = now.plusSeconds(random.nextInt(60));
        if (random.nextInt(40) == 0) {
          pruner.prune();
        }
      }
      stores.get(0).catchUp();
      stores.get(1).catchUp();

      assertThat(heard).usingRecursiveFieldByFieldElementComparator().isEqualTo(log);
      for (ResourceStore store : stores) {
        assertEqualsModel(store);
        assertWindowsExact(store, log.size() - WINDOW);
      }
    }
    try (Database reopened = place.open()) {
      ResourceStore restarted = newStore(reopened);
      assertEqualsModel(restarted);
      assertWindowsExact(restarted, log.size() - WINDOW);
    }
  }

  private ResourceStore newStore(Database database) {
    return new ResourceStore(database, clock, retention);
  }

  private static Edit edit(Random random, int number) {
    ResourceKey key =
        random.nextInt(4) == 0
            ? Drafts.passing("p" + random.nextInt(NAMES))
            : Drafts.key("n" + random.nextInt(NAMES));
    return switch (random.nextInt(5)) {
      case 0 -> Drafts.delete(key);
      case 1 -> Drafts.status(key, "s" + number);
      case 2 ->
          snapshot ->
              Plan.of(
                  new Write.Put(Drafts.draft(key, "a" + number, snapshot.get(key))),
                  new Write.Put(
                      Drafts.draft(
                          Drafts.key("both"), "b" + number, snapshot.get(Drafts.key("both")))));
      default -> Drafts.put(key, "v" + number);
    };
  }

  private void note(ResourceChange change) {
    Resource after = change.after();
    if (after == null) {
      model.remove(change.key());
    } else {
      model.put(change.key(), text(after));
    }
  }

  private static String text(Resource resource) {
    return resource.resourceVersion() + " " + resource.contentVersion() + " " + resource.body();
  }

  private void assertEqualsModel(ResourceStore store) {
    Map<ResourceKey, String> stored = new TreeMap<>();
    store.snapshot().all().forEach(it -> stored.put(it.key(), text(it)));
    assertThat(stored).isEqualTo(model);
    assertThat(store.snapshot().revision()).isEqualTo(log.size());
  }

  /** Whatever is told of the changes after a revision is all of them, and recent ones are told. */
  private void assertWindowsExact(ResourceStore store, long mustBeTold) {
    for (String kind : List.of(Drafts.KIND, Drafts.TRANSIENT)) {
      for (long revision = 0; revision <= log.size(); revision++) {
        long after = revision;
        Optional<List<ResourceChange>> told = store.changesAfter(Drafts.GROUP, kind, after);
        List<ResourceChange> expected =
            log.stream()
                .filter(it -> it.revision() > after && it.key().kind().equals(kind))
                .toList();
        if (told.isPresent()) {
          assertThat(told.get())
              .as("%s after %d", kind, after)
              .usingRecursiveFieldByFieldElementComparator()
              .isEqualTo(expected);
        } else {
          assertThat(after).isLessThan(mustBeTold);
        }
      }
    }
  }
}
