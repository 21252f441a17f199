package dev.weft.server.access.limit;

/**
 * How often something may happen: so many times per second, and so many at once after a rest.
 *
 * @param perSecond times per second, from 1 to a million
 * @param burst times at once, one at least
 */
public record Rate(int perSecond, int burst) {
  private static final int MOST = 1_000_000;

  public Rate {
    if (perSecond < 1 || perSecond > MOST || burst < 1 || burst > 2 * MOST) {
      throw new IllegalArgumentException(
          perSecond + " per second, " + burst + " at once (expected: 1 to " + MOST + ")");
    }
  }

  /** Nanoseconds from one to the next. */
  long interval() {
    return 1_000_000_000L / perSecond;
  }

  /** Nanoseconds that a burst may run ahead. */
  long tolerance() {
    return interval() * burst;
  }
}
