package dev.weft.server.workload;

import dev.weft.server.directory.DirectoryEntry;
import dev.weft.server.directory.DirectoryMoves;
import dev.weft.server.directory.Place;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/** Collects what one change of a resource does to the shelves. For one thread. */
final class ShelfChanges implements DirectoryMoves {
  private final long revision;
  private final int maxTouches;
  private PMap<Shelf, ShelfState> shelves;
  private final List<Touch> touches = new ArrayList<>();
  private final Set<Shelf> wholes = new LinkedHashSet<>();

  /**
   * The changes at {@code revision}.
   *
   * @param shelves the shelves before
   * @param maxTouches with more than so many, shelves are told whole
   */
  ShelfChanges(long revision, PMap<Shelf, ShelfState> shelves, int maxTouches) {
    this.revision = revision;
    this.maxTouches = maxTouches;
    this.shelves = shelves;
  }

  /** The policy of {@code key} was {@code before} and is {@code after}; null when there is none. */
  void policy(
      Section section, ResourceKey key, @Nullable Resource before, @Nullable Resource after) {
    Shelf shelf = new Shelf(section, key.namespace());
    change(
        shelf,
        new Touch.OfPolicy(shelf, key),
        (after == null ? 0 : 1) - (before == null ? 0 : 1),
        (after == null ? 0 : PolicyText.fingerprint(after))
            - (before == null ? 0 : PolicyText.fingerprint(before)));
  }

  @Override
  public void moved(Place place, @Nullable DirectoryEntry before, @Nullable DirectoryEntry after) {
    Shelf shelf = new Shelf(Section.DIRECTORY, place.host());
    change(
        shelf,
        new Touch.OfPlace(shelf, place),
        (after == null ? 0 : 1) - (before == null ? 0 : 1),
        (after == null ? 0 : after.fingerprint()) - (before == null ? 0 : before.fingerprint()));
  }

  private void change(Shelf shelf, Touch touch, int more, long sumMore) {
    ShelfState state = shelves.get(shelf);
    shelves =
        shelves.plus(
            shelf, (state == null ? ShelfState.EMPTY : state).with(revision, more, sumMore));
    wholes.add(shelf);
    if (touches.size() <= maxTouches) {
      touches.add(touch);
    }
  }

  /** The shelves after the change. */
  PMap<Shelf, ShelfState> shelves() {
    return shelves;
  }

  /** What was touched. */
  List<Touch> touches() {
    return touches.size() <= maxTouches
        ? List.copyOf(touches)
        : wholes.stream().<Touch>map(Touch.OfAll::new).toList();
  }
}
