package dev.weft.server.store;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/** All resources at one revision. Immutable; the next snapshot shares what did not change. */
public final class ResourceSnapshot {
  /** Sorts behind every name that a namespace or a kind can have. */
  private static final String AFTER = "\0";

  private final long revision;
  private final TreePMap<ResourceKey, Resource> resources;

  private ResourceSnapshot(long revision, TreePMap<ResourceKey, Resource> resources) {
    this.revision = revision;
    this.resources = resources;
  }

  /** The snapshot without resources. */
  public static ResourceSnapshot empty() {
    return new ResourceSnapshot(0, TreePMap.empty());
  }

  /** A snapshot of {@code resources} at {@code revision}. */
  public static ResourceSnapshot of(long revision, Collection<Resource> resources) {
    TreeMap<ResourceKey, Resource> sorted = new TreeMap<>();
    for (Resource resource : resources) {
      sorted.put(resource.key(), resource);
    }
    return new ResourceSnapshot(revision, TreePMap.fromSortedMap(sorted));
  }

  /** The revision of the last change of any resource. */
  public long revision() {
    return revision;
  }

  /** The resource named {@code key}, or null. */
  public @Nullable Resource get(ResourceKey key) {
    return resources.get(key);
  }

  /** Every resource of a kind in order, of one namespace or, for null, of all. */
  public Collection<Resource> list(String group, String kind, @Nullable String namespace) {
    return map(group, kind, namespace).values();
  }

  /** Like {@link #list}, by key. */
  public NavigableMap<ResourceKey, Resource> map(
      String group, String kind, @Nullable String namespace) {
    return namespace == null
        ? resources.subMap(
            new ResourceKey(group, kind, "", ""), new ResourceKey(group, kind + AFTER, "", ""))
        : resources.subMap(
            new ResourceKey(group, kind, namespace, ""),
            new ResourceKey(group, kind, namespace + AFTER, ""));
  }

  /** Every resource. */
  Collection<Resource> all() {
    return resources.values();
  }

  /** The same resources at a later revision. */
  ResourceSnapshot at(long later) {
    return new ResourceSnapshot(later, resources);
  }

  ResourceSnapshot with(ResourceChange change) {
    Resource after = change.after();
    return new ResourceSnapshot(
        change.revision(),
        after == null ? resources.minus(change.key()) : resources.plus(change.key(), after));
  }
}
