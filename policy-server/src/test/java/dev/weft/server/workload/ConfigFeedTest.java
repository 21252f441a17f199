package dev.weft.server.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.policy.MeshSettings;
import dev.weft.server.http.ApiException;
import dev.weft.server.store.ChangePruner;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.Plan;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import dev.weft.server.store.StoreUnavailableException;
import dev.weft.server.store.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFeedTest {
  private static final ConfigSource SOURCE = new ConfigSource(MeshSettings.DEFAULT, Anchors.pem());
  private static final Shelf SHELF = new Shelf(Section.AUTHORIZATION_POLICIES, "shop");
  private static final int WINDOW = 5;

  @TempDir Path temp;
  private Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private final Retention retention = new Retention(1, WINDOW, Set.of());
  private Breakable database;
  private ResourceStore writer;
  private ResourceStore lagging;
  private ConfigFeed feed;

  /** A database that can stop to answer. */
  private static final class Breakable implements Database {
    private final Database database;
    private volatile boolean broken;

    Breakable(Database database) {
      this.database = database;
    }

    private void requireWhole() {
      if (broken) {
        throw new StoreUnavailableException("the store does not answer: try again");
      }
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
      requireWhole();
      return database.write(work);
    }

    @Override
    public <T> T writeAtLength(Function<Handle, T> work) {
      requireWhole();
      return database.writeAtLength(work);
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
      requireWhole();
      return database.read(work);
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

  @BeforeEach
  void open() {
    database = new Breakable(EmbeddedDatabase.open(temp));
    writer = new ResourceStore(database, () -> now, retention);
    lagging = new ResourceStore(database, () -> now, retention);
    feed = new ConfigFeed(SOURCE, lagging);
    feed.follow();
  }

  @AfterEach
  void close() {
    feed.close();
    database.close();
  }

  private void put(String name) {
    ResourceKey key =
        new ResourceKey(
            Section.AUTHORIZATION_POLICIES.group(), "AuthorizationPolicy", "shop", name);
    writer.change(
        "alice",
        stored ->
            Plan.of(
                new Write.Put(
                    new Resource(key, name, 0, 0, 1, now, Optional.empty(), body(name)))));
  }

  private void delete(String name) {
    ResourceKey key =
        new ResourceKey(
            Section.AUTHORIZATION_POLICIES.group(), "AuthorizationPolicy", "shop", name);
    writer.change("alice", stored -> Plan.of(new Write.Delete(key)));
  }

  private static JsonObject body(String name) {
    try {
      return (JsonObject)
          JsonReader.read(
              "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\",\"metadata\":"
                  + "{\"name\":\""
                  + name
                  + "\",\"namespace\":\"shop\",\"resourceVersion\":\"0\"},\"spec\":{}}");
    } catch (JsonFormatException e) {
      throw new AssertionError(name, e);
    }
  }

  /** So that the changes from here to the last few are not in the log any more. */
  private void prune() {
    now = now.plus(Duration.ofHours(1));
    for (int i = 0; i < WINDOW + 1; i++) {
      put("later");
    }
    new ChangePruner(database, () -> now, retention).prune();
  }

  @Test
  void state_afterAStoreThatWasNotFollowed_changesInOneStep() {
    for (int i = 0; i < 10; i++) {
      put("old" + i);
    }
    lagging.catchUp();
    ConfigState before = feed.state();
    List<ConfigState> seen = new ArrayList<>();
    List<Long> snapshots = new ArrayList<>();
    // Looks at whatever is there while each change is told.
    lagging.listen(
        (change, after) -> {
          seen.add(feed.state());
          snapshots.add(lagging.snapshot().revision());
        });
    for (int i = 0; i < 10; i++) {
      delete("old" + i);
      put("new" + i);
    }
    prune();

    lagging.catchUp();

    ConfigState whole = feed.state();
    assertThat(whole.shelf(SHELF).size()).isEqualTo(11);
    assertThat(seen).hasSizeGreaterThan(20).containsOnly(whole);
    assertThat(snapshots).containsOnly(before.revision());
    assertThat(lagging.snapshot().revision()).isEqualTo(writer.snapshot().revision());
    assertThat(whole.shelf(SHELF).sum())
        .isEqualTo(ConfigState.of(SOURCE, writer.snapshot(), 64).shelf(SHELF).sum());
  }

  /** What the lagging server answers at once. */
  private AggregatedHttpResponse poll(long revision, long seen) {
    ServiceRequestContext context =
        ServiceRequestContext.of(HttpRequest.of(HttpMethod.GET, "/mesh/v1/config"));
    ConfigScope scope = new ConfigScope("shop", "h1");
    return CompletableFuture.supplyAsync(
            () ->
                feed.poll(
                    new KnownConfig(scope, revision, seen, Optional.of(SOURCE.id())),
                    Duration.ZERO,
                    context),
            context.eventLoop())
        .thenCompose(HttpResponse::aggregate)
        .join();
  }

  private void makeLag() {
    put("first");
    lagging.catchUp();
    put("second");
    put("third");
  }

  @Test
  void poll_byOneWhoKnowsMore_isAnsweredWithWhatIsStored() {
    makeLag();

    String changed = poll(2, -1).contentUtf8();

    assertThat(changed).startsWith("{\"format\":2,\"revision\":3,").contains("\"base\":2", "third");
    assertThat(changed).doesNotContain("first", "second");
    assertThat(poll(3, -1).status()).isEqualTo(HttpStatus.NO_CONTENT);
  }

  @Test
  void poll_forTheWholeByOneWhoSawMore_isAnsweredWithWhatIsStored() {
    makeLag();

    assertThat(poll(-1, 3).contentUtf8()).contains("\"revision\":3", "first", "second", "third");
  }

  @Test
  void poll_byOneWhoKnowsMoreThanIsStored_isAnsweredWithTheWhole() {
    makeLag();

    assertThat(poll(900, -1).contentUtf8()).contains("\"revision\":3", "\"settings\"");
    assertThat(poll(-1, 900).contentUtf8()).contains("\"revision\":3", "\"settings\"");
  }

  @Test
  void poll_byOneWhoKnowsMoreWhileTheStoreIsAway_isRefusedUntilItIsBack() {
    makeLag();
    database.broken = true;

    for (long[] known : new long[][] {{3, -1}, {-1, 3}}) {
      assertThatThrownBy(() -> poll(known[0], known[1]))
          .cause()
          .isInstanceOfSatisfying(
              ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(503));
    }
    assertThat(poll(0, -1).contentUtf8()).as("one who knows less").contains("\"revision\":1");
    database.broken = false;

    assertThat(poll(3, -1).status()).isEqualTo(HttpStatus.NO_CONTENT);
  }
}
