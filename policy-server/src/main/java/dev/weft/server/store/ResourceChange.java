package dev.weft.server.store;

import org.jspecify.annotations.Nullable;

/**
 * One change of one resource. At least one of {@code before} and {@code after} is there.
 *
 * @param revision the revision of the change
 * @param key what was changed
 * @param before the resource before, or null when it was made
 * @param after the resource after, or null when it was deleted
 */
public record ResourceChange(
    long revision, ResourceKey key, @Nullable Resource before, @Nullable Resource after) {

  /** Whether nothing but the status of a resource changed. */
  public boolean statusOnly() {
    return before != null && after != null && before.contentVersion() == after.contentVersion();
  }

  /** The resource after the change or, when it was deleted, before. */
  public Resource resource() {
    Resource either = after != null ? after : before;
    if (either == null) {
      throw new IllegalStateException("a change of nothing");
    }
    return either;
  }
}
