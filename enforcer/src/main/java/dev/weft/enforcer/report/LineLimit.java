package dev.weft.enforcer.report;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How many lines of one event may be logged: a few per window, the others are counted and the count
 * goes with the next line of that event. The events are bounded too; those beyond the bound share
 * one limit.
 *
 * <p>Safe for use by several threads.
 */
final class LineLimit {
  /** Lines of one event in one window. */
  static final int LINES = 5;

  /** The length of a window. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** Events that have a limit of their own. */
  static final int MAX_EVENTS = 256;

  /** What {@link #admit} answers for a line that is not to be logged. */
  static final long REFUSED = -1;

  private static final String OTHERS = "";

  private final InstantSource clock;
  private final Map<String, Window> windows = new HashMap<>();

  LineLimit(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Asks to log one line of an event.
   *
   * @return {@link #REFUSED}, or how many lines were refused since the last that was not
   */
  synchronized long admit(String event) {
    boolean own = windows.containsKey(event) || windows.size() < MAX_EVENTS;
    String key = own ? event : OTHERS;
    Window window = windows.get(key);
    long now = clock.millis();
    if (window == null) {
      window = new Window(now);
      windows.put(key, window);
    }
    return window.admit(now);
  }

  /** How many lines of all events were refused and not yet told of. */
  synchronized long refused() {
    long sum = 0;
    for (Window window : windows.values()) {
      sum += window.refused;
    }
    return sum;
  }

  private static final class Window {
    private long start;
    private int lines;
    private long refused;

    Window(long start) {
      this.start = start;
    }

    long admit(long now) {
      // A clock that was set back begins a new window too.
      if (now - start >= WINDOW.toMillis() || now < start) {
        start = now;
        lines = 0;
      }
      if (lines == LINES) {
        refused++;
        return REFUSED;
      }
      lines++;
      long told = refused;
      refused = 0;
      return told;
    }
  }
}
