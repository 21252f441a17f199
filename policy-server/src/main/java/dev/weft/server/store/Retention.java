package dev.weft.server.store;

import java.util.Set;

/**
 * How much of the past is kept.
 *
 * @param historyLimit how many revisions of one resource
 * @param window how many changes of one kind a watch can go back
 * @param transientKinds the kinds of which neither history nor audit records are kept, because
 *     programs write them, not people
 */
public record Retention(int historyLimit, int window, Set<String> transientKinds) {
  public Retention {
    transientKinds = Set.copyOf(transientKinds);
  }

  boolean isTransient(ResourceKey key) {
    return transientKinds.contains(key.kind());
  }
}
