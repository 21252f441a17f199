package dev.weft.it.soak;

import java.util.regex.Matcher;

/**
 * What a program takes up while it stands still.
 *
 * @param heap kilobytes of live objects
 * @param resident kilobytes of resident memory; the heap is of one size and touched from the start
 * @param threads how many there are
 * @param descriptors how many are open
 */
record Footprint(long heap, long resident, long threads, long descriptors) {
  static final String PATTERN =
      "footprint heap=(\\d+) resident=(\\d+) threads=(\\d+) descriptors=(\\d+)";

  /** Threads and kept connections of the JDK's own, which come and go by its timers. */
  private static final int SLACK = 6;

  static Footprint of(Matcher line) {
    return new Footprint(number(line, 1), number(line, 2), number(line, 3), number(line, 4));
  }

  private static long number(Matcher line, int group) {
    return Long.parseLong(line.group(group));
  }

  /** Whether {@code later}, as many threads and descriptors are gone as came since. */
  boolean isAgain(Footprint later) {
    return later.threads <= threads + SLACK && later.descriptors <= descriptors + SLACK;
  }

  /** Whether there are as many threads and descriptors as in {@code other}. */
  boolean hasAsManyAs(Footprint other) {
    return threads == other.threads && descriptors == other.descriptors;
  }
}
