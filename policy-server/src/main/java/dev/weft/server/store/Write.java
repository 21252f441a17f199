package dev.weft.server.store;

/** One thing to be written. */
public sealed interface Write {
  /** What is written. */
  ResourceKey key();

  /** Makes or replaces a resource. The store sets its versions. */
  record Put(Resource draft) implements Write {
    @Override
    public ResourceKey key() {
      return draft.key();
    }
  }

  /** Replaces what the mesh says of a resource; what people said of it stays. */
  record PutStatus(Resource draft) implements Write {
    @Override
    public ResourceKey key() {
      return draft.key();
    }
  }

  /** Deletes a resource that is there. */
  record Delete(ResourceKey key) implements Write {}
}
