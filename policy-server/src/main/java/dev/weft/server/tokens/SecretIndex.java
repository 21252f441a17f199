package dev.weft.server.tokens;

import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceChange;
import dev.weft.server.store.ResourceSnapshot;
import dev.weft.server.store.ResourceStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The resources of one kind that have a secret, by the public half of the secret, their {@code
 * status.id}. Safe for use by many threads.
 */
public final class SecretIndex implements ResourceStore.Listener {
  private final String group;
  private final String kind;
  private final Map<String, Resource> byId = new ConcurrentHashMap<>();

  private SecretIndex(String group, String kind) {
    this.group = group;
    this.kind = kind;
  }

  /** The index of {@code kind} in {@code store}, which it follows from here on. */
  public static SecretIndex of(ResourceStore store, String group, String kind) {
    SecretIndex index = new SecretIndex(group, kind);
    store.quietly(
        () -> {
          store.listen(index);
          store.snapshot().list(group, kind, null).forEach(index::add);
          return index;
        });
    return index;
  }

  /** The resource with that {@code status.id}. */
  public Optional<Resource> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public void changed(ResourceChange change, ResourceSnapshot now) {
    if (!change.key().kind().equals(kind) || !change.key().group().equals(group)) {
      return;
    }
    Resource after = change.after();
    if (after != null) {
      add(after);
    } else {
      id(change.resource()).ifPresent(byId::remove);
    }
  }

  private void add(Resource resource) {
    id(resource).ifPresent(id -> byId.put(id, resource));
  }

  private static Optional<String> id(Resource resource) {
    return Optional.ofNullable(resource.body().object("status").string("id"));
  }
}
