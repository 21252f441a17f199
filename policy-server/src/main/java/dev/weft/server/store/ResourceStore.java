package dev.weft.server.store;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.audit.AuditRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The resources: written through to the database, read from memory. A change is visible to readers
 * when it is durable, and in the order of the commits.
 */
public final class ResourceStore {
  private final Database database;
  private final InstantSource clock;
  private final Listener listener;
  private volatile ResourceSnapshot snapshot;

  /** Is told of each change after it is durable, in order, by the thread that made it. */
  public interface Listener {
    /** {@code key} was written or deleted; {@code now} holds all resources after that. */
    void changed(ResourceKey key, ResourceSnapshot now);
  }

  public ResourceStore(Database database, InstantSource clock, Listener listener) {
    this.database = database;
    this.clock = clock;
    this.listener = listener;
    this.snapshot = database.read(ResourceStore::load);
  }

  /** All resources now. */
  public ResourceSnapshot snapshot() {
    return snapshot;
  }

  /** Runs {@code work} while no resource changes, so that it may look and then write. */
  public <T> T exclusively(Supplier<T> work) {
    return database.exclusively(work);
  }

  /**
   * Writes one resource durably.
   *
   * @param before what it replaces, or null
   * @param resource makes the resource once its {@code resourceVersion} is known
   */
  public Resource put(String actor, @Nullable Resource before, LongFunction<Resource> resource) {
    Instant now = clock.instant();
    return database.write(
        handle -> {
          Resource written = resource.apply(Revisions.next(handle));
          upsert(handle, written, now);
          AuditLog.append(
              handle,
              now,
              AuditRecord.change(
                  actor,
                  before == null ? "resource.create" : "resource.update",
                  written.key().describe(),
                  before == null ? null : before.resourceVersion(),
                  written.resourceVersion()));
          return written;
        },
        written -> publish(written.key(), snapshot.with(written)));
  }

  /** Deletes {@code resource} durably. */
  public void delete(String actor, Resource resource) {
    Instant now = clock.instant();
    long revision =
        database.write(
            handle -> {
              long next = Revisions.next(handle);
              ResourceKey key = resource.key();
              handle.execute(
                  "DELETE FROM resource"
                      + " WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ?",
                  key.group(),
                  key.kind(),
                  key.namespace(),
                  key.name());
              AuditLog.append(
                  handle,
                  now,
                  AuditRecord.change(
                      actor, "resource.delete", key.describe(), resource.resourceVersion(), next));
              return next;
            },
            next -> publish(resource.key(), snapshot.without(resource.key(), next)));
    if (revision <= resource.resourceVersion()) {
      throw new StoreException("the revision went back");
    }
  }

  private void publish(ResourceKey key, ResourceSnapshot now) {
    snapshot = now;
    listener.changed(key, now);
  }

  private static void upsert(Handle handle, Resource resource, Instant now) {
    ResourceKey key = resource.key();
    handle.execute(
        "INSERT INTO resource (api_group, kind, namespace, name, uid, resource_version,"
            + " generation, body, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (api_group, kind, namespace, name) DO UPDATE SET"
            + " uid = excluded.uid, resource_version = excluded.resource_version,"
            + " generation = excluded.generation, body = excluded.body,"
            + " created = excluded.created, updated = excluded.updated",
        key.group(),
        key.kind(),
        key.namespace(),
        key.name(),
        resource.uid(),
        resource.resourceVersion(),
        resource.generation(),
        JsonWriter.write(resource.body()),
        resource.created().toEpochMilli(),
        now.toEpochMilli());
  }

  private static ResourceSnapshot load(Handle handle) {
    TreeMap<ResourceKey, Resource> found = new TreeMap<>();
    handle
        .createQuery("SELECT * FROM resource")
        .map(
            (row, context) ->
                new Resource(
                    new ResourceKey(
                        row.getString("api_group"),
                        row.getString("kind"),
                        row.getString("namespace"),
                        row.getString("name")),
                    row.getString("uid"),
                    row.getLong("resource_version"),
                    row.getLong("generation"),
                    Instant.ofEpochMilli(row.getLong("created")),
                    parse(row.getString("body"))))
        .forEach(resource -> found.put(resource.key(), resource));
    return new ResourceSnapshot(Revisions.current(handle), found);
  }

  private static JsonObject parse(String body) {
    try {
      if (JsonReader.read(body) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonFormatException e) {
      throw new StoreException("a stored resource is malformed: " + e.getMessage(), e);
    }
    throw new StoreException("a stored resource is malformed (expected: an object)");
  }
}
