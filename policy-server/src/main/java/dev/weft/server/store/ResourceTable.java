package dev.weft.server.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rows of what is stored at present. */
final class ResourceTable {
  private ResourceTable() {}

  static void upsert(Handle handle, Resource resource, String body) {
    handle.execute(
        "INSERT INTO resource ("
            + ResourceRows.COLUMNS
            + ") VALUES ("
            + ResourceRows.PLACEHOLDERS
            + ") ON CONFLICT (api_group, kind, namespace, name) DO UPDATE SET"
            + " uid = excluded.uid, resource_version = excluded.resource_version,"
            + " content_version = excluded.content_version, generation = excluded.generation,"
            + " created = excluded.created, secret_sha256 = excluded.secret_sha256,"
            + " body = excluded.body",
        ResourceRows.values(resource, body));
  }

  static void delete(Handle handle, ResourceKey key) {
    handle.execute(
        "DELETE FROM resource WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ?",
        key.group(),
        key.kind(),
        key.namespace(),
        key.name());
  }

  static List<Resource> all(Handle handle) {
    return handle
        .createQuery("SELECT * FROM resource")
        .map((row, context) -> ResourceRows.read(row))
        .list();
  }
}
