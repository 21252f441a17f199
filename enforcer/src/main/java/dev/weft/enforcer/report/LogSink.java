package dev.weft.enforcer.report;

import java.io.IOException;

/** Where lines of the log go. Called by one thread at a time. */
interface LogSink {
  /** Drops everything. */
  LogSink NONE = new NoSink();

  /**
   * Writes one line.
   *
   * @param line without a line break
   * @throws IOException when it could not be written; the next line may be tried
   */
  void write(String line) throws IOException;

  /** A sink for an agent that has no log. */
  record NoSink() implements LogSink {
    @Override
    public void write(String line) {
      // No log file is set.
    }
  }
}
