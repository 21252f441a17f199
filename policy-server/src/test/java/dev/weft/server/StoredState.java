package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Looks into a store at rest: are its parts of one piece? */
final class StoredState {
  private StoredState() {}

  static void requireWhole(TestStore.Place place, Path temp) {
    Path folder = temp.resolve("data");
    try (Database database =
        Files.exists(folder.resolve("weft.db")) ? EmbeddedDatabase.open(folder) : place.open()) {
      boolean unused =
          database.read(
              handle -> {
                requireWhole(handle);
                return true;
              });
    }
  }

  private static void requireWhole(Handle handle) {
    long revision = number(handle, "SELECT value FROM revision WHERE id = 1");
    assertThat(number(handle, "SELECT MAX(revision) FROM resource_change")).isEqualTo(revision);
    // Each revision is one change, and each change of people is one record of the audit log.
    assertThat(number(handle, "SELECT COUNT(*) FROM resource_change")).isEqualTo(revision);
    assertThat(number(handle, "SELECT COUNT(*) FROM audit"))
        .isEqualTo(number(handle, "SELECT value FROM revision WHERE id = 3"))
        .isEqualTo(number(handle, "SELECT COUNT(*) FROM resource_change WHERE type <> 'STATUS'"));
    List<String> unequal =
        handle
            .createQuery(
                "SELECT r.name FROM resource r WHERE NOT EXISTS (SELECT 1 FROM resource_change c"
                    + " WHERE c.revision = r.resource_version AND c.type <> 'DELETE'"
                    + " AND c.kind = r.kind AND c.namespace = r.namespace AND c.name = r.name"
                    + " AND c.uid = r.uid AND c.body = r.body"
                    + " AND NOT EXISTS (SELECT 1 FROM resource_change later WHERE"
                    + " later.revision > c.revision AND later.kind = c.kind"
                    + " AND later.namespace = c.namespace AND later.name = c.name))")
            .mapTo(String.class)
            .list();
    assertThat(unequal).isEmpty();
    List<String> missing =
        handle
            .createQuery(
                "SELECT c.name FROM resource_change c WHERE c.type <> 'DELETE' AND c.revision ="
                    + " (SELECT MAX(l.revision) FROM resource_change l WHERE l.kind = c.kind"
                    + " AND l.namespace = c.namespace AND l.name = c.name)"
                    + " AND NOT EXISTS (SELECT 1 FROM resource r WHERE r.kind = c.kind"
                    + " AND r.namespace = c.namespace AND r.name = c.name)")
            .mapTo(String.class)
            .list();
    assertThat(missing).isEmpty();
  }

  private static long number(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }
}
