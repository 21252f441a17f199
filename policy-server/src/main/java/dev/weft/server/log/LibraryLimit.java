package dev.weft.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Bounds what libraries log: some of their lines, with a stack trace each, can be had by anybody
 * who sends malformed HTTP/2. The server's own lines pass; they are few. Any thread.
 */
public final class LibraryLimit extends Filter<ILoggingEvent> {
  private static final String OWN = "dev.weft.";
  private static final long WINDOW_MILLIS = 60_000;

  /** Lines of libraries in a minute. */
  static final int MOST = 20;

  private long windowStart;
  private int lines;

  @Override
  public synchronized FilterReply decide(ILoggingEvent event) {
    if (event.getLoggerName().startsWith(OWN)) {
      return FilterReply.NEUTRAL;
    }
    long at = event.getTimeStamp();
    if (at - windowStart >= WINDOW_MILLIS || at < windowStart) {
      windowStart = at;
      lines = 0;
    }
    lines = Math.min(lines + 1, MOST + 1);
    return lines <= MOST ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
