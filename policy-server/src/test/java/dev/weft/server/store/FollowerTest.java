package dev.weft.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.store.postgres.ChangeFollower;
import dev.weft.server.store.postgres.PostgresDatabase;
import dev.weft.server.store.postgres.PostgresLogin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowerTest {
  private static final Retention RETENTION = new Retention(10, 1000, Set.of());
  private static final ResourceKey KEY = Drafts.key("a");

  private final PostgresLogin login = TestPostgres.fresh();
  private final BlockingQueue<ResourceChange> heard = new LinkedBlockingQueue<>();
  private PostgresDatabase here;
  private PostgresDatabase there;
  private ResourceStore store;
  private ResourceStore other;
  private ChangeFollower follower;

  @BeforeEach
  void start() {
    here = PostgresDatabase.open(login);
    there = PostgresDatabase.open(login);
    store = new ResourceStore(here, InstantSource.system(), RETENTION);
    other = new ResourceStore(there, InstantSource.system(), RETENTION);
    other.listen((change, snapshot) -> heard.add(change));
    follower = ChangeFollower.start(there, other);
  }

  @AfterEach
  void stop() {
    follower.close();
    here.close();
    there.close();
  }

  private ResourceChange next() throws InterruptedException {
    ResourceChange change = heard.poll(10, TimeUnit.SECONDS);
    assertThat(change).isNotNull();
    return Objects.requireNonNull(change);
  }

  @Test
  void change_elsewhere_isHeardWithinASecond() throws Exception {
    store.change("alice", Drafts.put(KEY, "first"));
    next();
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String value = "v" + i;
      store.change("alice", Drafts.put(KEY, value));
      long answered = System.nanoTime();
      assertThat(next().resource().body().string("value")).isEqualTo(value);
      nanos.add(System.nanoTime() - answered);
    }
    Collections.sort(nanos);
    System.out.println(
        "change heard elsewhere after: median "
            + Duration.ofNanos(nanos.get(25)).toMillis()
            + " ms, worst "
            + Duration.ofNanos(nanos.get(49)).toMillis()
            + " ms");
    assertThat(Duration.ofNanos(nanos.get(49))).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void change_afterTheDatabaseCutAllConnections_isHeard() throws Exception {
    store.change("alice", Drafts.put(KEY, "before"));
    next();
    TestPostgres.cut(login);

    store.change("alice", Drafts.put(KEY, "after"));

    assertThat(next().resource().body().string("value")).isEqualTo("after");
  }

  @Test
  void change_unannounced_isFoundByLooking() throws Exception {
    store.change("alice", Drafts.put(KEY, "before"));
    next();
    PostgresDatabase mute = PostgresDatabase.open(login);
    Database silent =
        new Database() {
          @Override
          public <T> T write(Function<Handle, T> work) {
            return mute.write(work);
          }

          @Override
          public <T> T writeAtLength(Function<Handle, T> work) {
            return mute.writeAtLength(work);
          }

          @Override
          public <T> T read(Function<Handle, T> work) {
            return mute.read(work);
          }

          @Override
          public void announce(Handle handle, long revision) {}

          @Override
          public void close() {
            mute.close();
          }
        };
    try (silent) {
      new ResourceStore(silent, InstantSource.system(), RETENTION)
          .change("bob", Drafts.put(KEY, "unannounced"));

      assertThat(next().resource().body().string("value")).isEqualTo("unannounced");
    }
  }

  @Test
  void change_throughBothAtOnce_losesNoneAndEachHearsAllInOrder() throws Exception {
    List<ResourceChange> heardHere = Collections.synchronizedList(new ArrayList<>());
    store.listen((change, snapshot) -> heardHere.add(change));
    ChangeFollower another = ChangeFollower.start(here, store);
    try (another) {
      List<Thread> writers = new ArrayList<>();
      for (ResourceStore through : List.of(store, other)) {
        for (int t = 0; t < 2; t++) {
          Thread writer = new Thread(() -> increment(through, 50));
          writer.start();
          writers.add(writer);
        }
      }
      for (Thread writer : writers) {
        writer.join();
      }
      store.catchUp();
      other.catchUp();
    }

    assertThat(store.snapshot().get(KEY))
        .extracting(it -> it.body().string("value"))
        .isEqualTo("200");
    assertThat(new ArrayList<>(heard))
        .extracting(ResourceChange::revision)
        .hasSize(200)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(heardHere)
        .extracting(ResourceChange::revision)
        .hasSize(200)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private static void increment(ResourceStore through, int times) {
    for (int i = 0; i < times; i++) {
      through.change(
          "counter",
          now -> {
            Resource before = now.get(KEY);
            String value = before == null ? "0" : String.valueOf(before.body().string("value"));
            String next = String.valueOf(Integer.parseInt(value) + 1);
            return Plan.of(new Write.Put(Drafts.draft(KEY, next, before)));
          });
    }
  }

  @Test
  void change_afterTheStoreLostChanges_goesOnAfterAllThatWasTold() throws Exception {
    for (int i = 0; i < 5; i++) {
      store.change("alice", Drafts.put(KEY, "v" + i));
      next();
    }
    here.<Integer>write(
        handle ->
            handle.execute("DELETE FROM resource_change WHERE revision > 3")
                + handle.execute(
                    "UPDATE resource SET resource_version = 3, content_version = 3, body = (SELECT"
                        + " body FROM resource_change WHERE revision = 3)")
                + handle.execute("UPDATE revision SET value = 3 WHERE id = 1"));

    ResourceChange back = next();

    assertThat(back.revision()).isGreaterThan(5);
    assertThat(back.resource().body().string("value")).isEqualTo("v2");
    long revision = store.change("alice", Drafts.put(KEY, "new")).get(0).revision();
    assertThat(revision).isGreaterThan(back.revision());
    assertThat(next().resource().body().string("value")).isEqualTo("new");
  }
}
