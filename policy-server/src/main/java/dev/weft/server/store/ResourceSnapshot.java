package dev.weft.server.store;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All resources at one revision. Immutable.
 *
 * @param revision the revision of the last change of any resource
 * @param resources the resources in order
 */
public record ResourceSnapshot(long revision, NavigableMap<ResourceKey, Resource> resources) {
  public ResourceSnapshot {
    resources = Collections.unmodifiableNavigableMap(new TreeMap<>(resources));
  }

  /** The resource named {@code key}, or null. */
  public @Nullable Resource get(ResourceKey key) {
    return resources.get(key);
  }

  /** Every resource of a kind, of one namespace or, for null, of all. */
  public List<Resource> list(String group, String kind, @Nullable String namespace) {
    return resources.values().stream()
        .filter(it -> it.key().group().equals(group) && it.key().kind().equals(kind))
        .filter(it -> namespace == null || it.key().namespace().equals(namespace))
        .toList();
  }

  ResourceSnapshot with(Resource resource) {
    TreeMap<ResourceKey, Resource> copy = new TreeMap<>(resources);
    copy.put(resource.key(), resource);
    return new ResourceSnapshot(resource.resourceVersion(), copy);
  }

  ResourceSnapshot without(ResourceKey key, long at) {
    TreeMap<ResourceKey, Resource> copy = new TreeMap<>(resources);
    copy.remove(key);
    return new ResourceSnapshot(at, copy);
  }
}
