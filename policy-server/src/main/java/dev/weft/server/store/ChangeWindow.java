package dev.weft.server.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The latest changes of one kind, so that a watch can go on where it broke off. Not thread-safe.
 */
final class ChangeWindow {
  private final int size;
  private final Deque<ResourceChange> changes = new ArrayDeque<>();

  /** The revision up to which changes are not known any more. */
  private long floor;

  ChangeWindow(int size, long floor) {
    this.size = size;
    this.floor = floor;
  }

  void add(ResourceChange change) {
    changes.addLast(change);
    if (changes.size() > size) {
      floor = changes.removeFirst().revision();
    }
  }

  /** The changes after {@code revision}, or empty when some of them are not known any more. */
  Optional<List<ResourceChange>> after(long revision) {
    if (revision < floor) {
      return Optional.empty();
    }
    List<ResourceChange> found = new ArrayList<>();
    for (ResourceChange change : changes) {
      if (change.revision() > revision) {
        found.add(change);
      }
    }
    return Optional.of(found);
  }
}
