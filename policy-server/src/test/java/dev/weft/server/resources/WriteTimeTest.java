package dev.weft.server.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.access.TestJson;
import dev.weft.server.resources.apply.Force;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write has one instant, whatever the clock does meanwhile. */
class WriteTimeTest {
  private static final JsonObject POLICY =
      TestJson.object(
          "{'apiVersion':'security.istio.io/v1','kind':'AuthorizationPolicy','metadata':"
              + "{'name':'p'},'spec':{'rules':[{}]}}");
  private static final WriteOptions OPTIONS =
      new WriteOptions("alice", "tool", Force.NO, WriteOptions.Effect.STORED);

  @TempDir Path temp;
  private final AtomicInteger asked = new AtomicInteger();

  /** A clock on which a second passes whenever somebody looks. */
  private Instant tick() {
    return Instant.parse("2026-05-01T10:00:00Z").plusSeconds(asked.incrementAndGet());
  }

  private static String managed(JsonObject resource) {
    JsonObject entry =
        (JsonObject) resource.object("metadata").array("managedFields").values().get(0);
    return String.valueOf(entry.string("time"));
  }

  @Test
  void create_byAnyVerb_isManagedSinceItExists() {
    try (Database database = EmbeddedDatabase.open(temp)) {
      ResourceStore store =
          new ResourceStore(database, this::tick, new Retention(10, 10, Set.of()));
      ResourceWriter writer =
          new ResourceWriter(PolicyKinds.AUTHORIZATION_POLICY, store, this::tick);

      JsonObject created = writer.create("shop", POLICY, OPTIONS);
      JsonObject applied = writer.apply("bank", "p", POLICY, OPTIONS).resource();
      JsonObject restored = writer.restore("yard", "p", POLICY, OPTIONS);

      for (JsonObject each : List.of(created, applied, restored)) {
        assertThat(managed(each)).isEqualTo(each.object("metadata").string("creationTimestamp"));
      }
    }
  }
}
