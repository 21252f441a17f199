package dev.weft.proxy.svid;

import java.util.List;

/**
 * The queue at one moment, and what has come of it since the start.
 *
 * @param asking how many ask the policy server
 * @param backingOff how many will ask again after a failure
 * @param issued how often an SVID was got
 * @param failed how often none was
 * @param priorities each priority, the highest first
 */
public record SvidFigures(
    int asking, int backingOff, long issued, long failed, List<OfPriority> priorities) {
  public SvidFigures {
    priorities = List.copyOf(priorities);
  }

  /**
   * Those of one priority.
   *
   * @param priority that which they had in the end
   * @param waiting how many wait for their turn
   * @param turns how many have had one
   * @param waitedNanos how long those waited for it, all together, in nanoseconds
   */
  public record OfPriority(Priority priority, int waiting, long turns, long waitedNanos) {}
}
