package dev.weft.server.resources.table;

import java.time.Duration;

/** A length of time with two or three significant figures, in the steps that kubectl has. */
public final class HumanDuration {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;

  private HumanDuration() {}

  /**
   * {@code age} as text. Up to two seconds below zero, which clocks may differ by, are shown as
   * none; what is further below is {@code <invalid>}.
   */
  public static String of(Duration age) {
    if (age.compareTo(Duration.ofSeconds(-2)) <= 0) {
      return "<invalid>";
    }
    long seconds = age.isNegative() ? 0 : age.toSeconds();
    if (seconds < 2 * MINUTE) {
      return seconds + "s";
    }
    if (seconds < 10 * MINUTE) {
      return two(seconds / MINUTE, "m", seconds % MINUTE, "s");
    }
    if (seconds < 3 * HOUR) {
      return seconds / MINUTE + "m";
    }
    if (seconds < 8 * HOUR) {
      return two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "m");
    }
    if (seconds < 2 * DAY) {
      return seconds / HOUR + "h";
    }
    if (seconds < 8 * DAY) {
      return two(seconds / DAY, "d", seconds % DAY / HOUR, "h");
    }
    if (seconds < 2 * YEAR) {
      return seconds / DAY + "d";
    }
    return seconds < 8 * YEAR
        ? two(seconds / YEAR, "y", seconds % YEAR / DAY, "d")
        : seconds / YEAR + "y";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + small + smallUnit;
  }
}
