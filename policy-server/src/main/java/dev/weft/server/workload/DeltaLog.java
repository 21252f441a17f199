package dev.weft.server.workload;

import java.util.List;
import java.util.SortedMap;
import org.pcollections.TreePMap;

/**
 * What was touched at which revision, as far back as it is kept. Immutable; the next log shares
 * what this one holds.
 */
final class DeltaLog {
  private final int capacity;
  private final TreePMap<Long, List<Touch>> touches;
  private final int size;
  private final long floor;

  private DeltaLog(int capacity, TreePMap<Long, List<Touch>> touches, int size, long floor) {
    this.capacity = capacity;
    this.touches = touches;
    this.size = size;
    this.floor = floor;
  }

  /**
   * A log that knows nothing of what was before {@code floor}, and keeps {@code capacity} touches.
   */
  static DeltaLog from(long floor, int capacity) {
    return new DeltaLog(capacity, TreePMap.empty(), 0, floor);
  }

  /** This log, and what was touched at {@code revision}, which is above all that it has. */
  DeltaLog plus(long revision, List<Touch> touched) {
    List<Touch> before = touches.get(revision);
    List<Touch> all =
        before == null
            ? List.copyOf(touched)
            : java.util.stream.Stream.concat(before.stream(), touched.stream()).toList();
    TreePMap<Long, List<Touch>> next = touches.plus(revision, all);
    int nextSize = size + touched.size();
    long nextFloor = floor;
    while (nextSize > capacity) {
      var oldest = next.firstEntry();
      nextFloor = oldest.getKey();
      nextSize -= oldest.getValue().size();
      next = next.minusFirstEntry();
    }
    return new DeltaLog(capacity, next, nextSize, nextFloor);
  }

  /** So many touches of one change are worth being kept one by one. */
  int maxTouches() {
    return capacity / 32;
  }

  /** The revision before which nothing is known; what was touched after it is here. */
  long floor() {
    return floor;
  }

  /** What was touched after {@code revision}, which is not below the floor, by revision. */
  SortedMap<Long, List<Touch>> after(long revision) {
    return touches.tailMap(revision, false);
  }

  /** Whether what was touched after {@code revision} is about to be forgotten. */
  boolean isOld(long revision) {
    return size > capacity / 2 && !touches.isEmpty() && revision < middle();
  }

  private long middle() {
    long first = touches.firstKey();
    return first + (touches.lastKey() - first) / 2;
  }
}
