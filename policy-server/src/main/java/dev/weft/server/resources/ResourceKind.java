package dev.weft.server.resources;

import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.store.ResourceKey;

/**
 * A kind of resource that is stored.
 *
 * @param info what clients are told of it
 * @param strategy what is particular about it
 */
public record ResourceKind(KindInfo info, Strategy strategy) {
  /** The key of a resource of this kind; {@code namespace} is empty for one of the whole mesh. */
  public ResourceKey key(String namespace, String name) {
    return new ResourceKey(info.group(), info.kind(), namespace, name);
  }
}
