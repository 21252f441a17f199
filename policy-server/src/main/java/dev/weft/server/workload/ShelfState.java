package dev.weft.server.workload;

/**
 * What is on a shelf, in numbers.
 *
 * @param revision the revision of its last change
 * @param size how many entries it holds
 * @param sum their fingerprints, added up
 */
record ShelfState(long revision, int size, long sum) {
  /** A shelf that was never touched. */
  static final ShelfState EMPTY = new ShelfState(0, 0, 0);

  /** This shelf after a change at {@code at} by so many entries and so much of the sum. */
  ShelfState with(long at, int more, long sumMore) {
    return new ShelfState(at, size + more, sum + sumMore);
  }
}
