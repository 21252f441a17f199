package dev.weft.server.store;

import java.util.Comparator;

/**
 * What names a resource: its kind and its place. Ordered by kind, namespace, name.
 *
 * @param group the API group
 * @param kind the kind
 * @param namespace the namespace; empty for a resource of the whole mesh
 * @param name the name
 */
public record ResourceKey(String group, String kind, String namespace, String name)
    implements Comparable<ResourceKey> {
  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparing(ResourceKey::group)
          .thenComparing(ResourceKey::kind)
          .thenComparing(ResourceKey::namespace)
          .thenComparing(ResourceKey::name);

  @Override
  public int compareTo(ResourceKey other) {
    return ORDER.compare(this, other);
  }

  /** The key in words, for the audit log. */
  public String describe() {
    return group + "/" + kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
