package dev.weft.enforcer.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An enforcer's log: few lines, each an event with fields. It never throws, never prints, and no
 * thread waits for another: a thread that finds one writing leaves its line to it, and when too
 * many lines wait the line is dropped and counted.
 */
public final class EventLog {
  /** How large each of the two files may become, in bytes. */
  static final long MAX_BYTES = 4L << 20;

  private static final int MAX_WAITING = 256;

  private final LogSink sink;
  private volatile LogLevel least;
  private volatile boolean ended;
  private final InstantSource clock;
  private final LineLimit limit;
  private final ArrayBlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicLong lost = new AtomicLong();

  EventLog(LogSink sink, LogLevel least, InstantSource clock) {
    this.sink = sink;
    this.least = least;
    this.clock = clock;
    this.limit = new LineLimit(clock);
  }

  /**
   * A log whose file is not opened yet: to open one loads classes of the JDK that hooks go into.
   *
   * @param file where to, or null for no log at all
   * @param least the least important level that is logged
   */
  public static EventLog to(@Nullable Path file, LogLevel least) {
    LogSink sink = file == null ? LogSink.NONE : new LogFile(file, MAX_BYTES);
    return new EventLog(sink, least, Clock.systemUTC());
  }

  /**
   * A log to a stream that is there already, such as a program's standard output.
   *
   * @param out flushed after each line, and never closed
   * @param least the least important level that is logged
   */
  public static EventLog toStream(OutputStream out, LogLevel least) {
    return new EventLog(new LogStream(out), least, Clock.systemUTC());
  }

  /** The least important level that is logged now. */
  public LogLevel level() {
    return least;
  }

  /** Logs {@code level} and what is more important, from now on. */
  public void level(LogLevel level) {
    least = level;
  }

  /**
   * Opens the file; without it the first line does.
   *
   * @throws IOException when it cannot be opened
   */
  public void open() throws IOException {
    if (sink instanceof LogFile file) {
      writing.lock();
      try {
        file.open();
      } finally {
        writing.unlock();
      }
    }
  }

  /** Closes the file. Whoever logs afterwards opens it again. */
  public void close() {
    if (sink instanceof LogFile file) {
      writing.lock();
      try {
        file.close();
      } catch (IOException e) {
        // What it has not taken is lost; there is nowhere to tell it.
        lost.incrementAndGet();
      } finally {
        writing.unlock();
      }
    }
  }

  /** Closes the file for good: what is logged afterwards is dropped. */
  public void end() {
    ended = true;
    close();
  }

  /** Logs that something does not work. Fields are keys and values by turns. */
  public void error(String event, @Nullable Object... fields) {
    log(LogLevel.ERROR, event, event, fields);
  }

  /** Logs that something is not as it should be. Fields are keys and values by turns. */
  public void warn(String event, @Nullable Object... fields) {
    log(LogLevel.WARN, event, event, fields);
  }

  /** Logs what an operator wants to see. Fields are keys and values by turns. */
  public void info(String event, @Nullable Object... fields) {
    log(LogLevel.INFO, event, event, fields);
  }

  /**
   * As {@link #warn}, where lines of one event that differ in {@code subject} do not push each
   * other out. There must be few subjects: those beyond a bound share one limit.
   */
  public void warnAbout(String subject, String event, @Nullable Object... fields) {
    log(LogLevel.WARN, event, event + ' ' + subject, fields);
  }

  /** As {@link #info}, where lines that differ in {@code subject} do not push each other out. */
  public void infoAbout(String subject, String event, @Nullable Object... fields) {
    log(LogLevel.INFO, event, event + ' ' + subject, fields);
  }

  /**
   * Logs what a policy wants logged, whatever the level and however often. The caller bounds it.
   * Fields are keys and values by turns.
   */
  public void access(String event, @Nullable Object... fields) {
    if (sink != LogSink.NONE && !ended) {
      write(LogLevel.INFO, event, 0, fields);
    }
  }

  /** Logs what a developer of the agent wants to see. Fields are keys and values by turns. */
  public void debug(String event, @Nullable Object... fields) {
    log(LogLevel.DEBUG, event, event, fields);
  }

  /** Lines that were not written: refused by the limit, dropped, or lost to a full disk. */
  public long missing() {
    return limit.refused() + lost.get();
  }

  private void log(LogLevel level, String event, String limitKey, @Nullable Object[] fields) {
    if (sink == LogSink.NONE || ended || level.compareTo(least) > 0) {
      return;
    }
    try {
      long refused = limit.admit(limitKey);
      if (refused != LineLimit.REFUSED) {
        write(level, event, refused, fields);
      }
    } catch (Throwable t) {
      // A log must not harm what it tells of; the line is counted, there is nowhere to tell it.
      lost.incrementAndGet();
    }
  }

  private void write(LogLevel level, String event, long refused, @Nullable Object[] fields) {
    try {
      LogLine line = new LogLine(clock.instant(), level, event);
      for (int i = 0; i + 1 < fields.length; i += 2) {
        line.add(String.valueOf(fields[i]), fields[i + 1]);
      }
      if (refused > 0) {
        line.add("suppressed", refused);
      }
      if (!waiting.offer(line.toString())) {
        lost.incrementAndGet();
      }
      writeWaiting();
    } catch (Throwable t) {
      // A log must not harm what it tells of; the line is counted, there is nowhere to tell it.
      lost.incrementAndGet();
    }
  }

  private void writeWaiting() {
    // Looks again after letting go, for the line of a thread that came in between.
    while (!waiting.isEmpty() && !ended && writing.tryLock()) {
      try {
        String line = waiting.poll();
        while (line != null) {
          write(line);
          line = waiting.poll();
        }
      } finally {
        writing.unlock();
      }
    }
  }

  private void write(String line) {
    try {
      sink.write(line);
    } catch (IOException e) {
      lost.incrementAndGet();
    }
  }
}
