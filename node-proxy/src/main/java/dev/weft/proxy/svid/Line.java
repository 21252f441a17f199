package dev.weft.proxy.svid;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those that wait for their turn, by priority, and of one priority by how long they have had it.
 * Not thread-safe.
 */
final class Line {
  /** So many of {@link Priority#NOW} come before one of the others that wait meanwhile. */
  static final int MOST_IN_A_ROW = 3;

  private final Map<Priority, Set<Seat>> waiting = new EnumMap<>(Priority.class);
  private int inARow;

  Line() {
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new LinkedHashSet<>());
    }
  }

  /** Puts {@code seat} behind the others of {@code priority}. */
  void add(Seat seat, Priority priority) {
    seat.priority = priority;
    of(priority).add(seat);
  }

  void remove(Seat seat) {
    of(seat.priority).remove(seat);
  }

  /** Gives {@code seat}, which waits, that priority, unless it has it or a higher one. */
  void raise(Seat seat, Priority priority) {
    if (priority.compareTo(seat.priority) < 0) {
      remove(seat);
      add(seat, priority);
    }
  }

  /** Raises those whose SVID has become old while they waited, the one that ends first in front. */
  void age(Instant now) {
    List<Seat> aged =
        of(Priority.BACKGROUND).stream()
            .filter(seat -> !now.isBefore(seat.urgent))
            .sorted(Comparator.comparing(seat -> seat.urgent))
            .toList();
    aged.forEach(seat -> raise(seat, Priority.SOON));
  }

  /**
   * Takes out whose turn it is; null for nobody.
   *
   * @param onlyNow whether nobody but {@link Priority#NOW} may
   */
  @Nullable Seat next(boolean onlyNow) {
    boolean othersWait = !of(Priority.SOON).isEmpty() || !of(Priority.BACKGROUND).isEmpty();
    boolean othersMay = othersWait && !onlyNow;
    if (!of(Priority.NOW).isEmpty() && !(othersMay && inARow >= MOST_IN_A_ROW)) {
      inARow = othersWait ? inARow + 1 : 0;
      return first(Priority.NOW);
    }
    if (!othersMay) {
      return null;
    }
    inARow = 0;
    return first(of(Priority.SOON).isEmpty() ? Priority.BACKGROUND : Priority.SOON);
  }

  private Seat first(Priority priority) {
    Iterator<Seat> seats = of(priority).iterator();
    Seat first = seats.next();
    seats.remove();
    return first;
  }

  int size(Priority priority) {
    return of(priority).size();
  }

  void clear() {
    waiting.values().forEach(Set::clear);
  }

  private Set<Seat> of(Priority priority) {
    return Objects.requireNonNull(waiting.get(priority));
  }
}
