package dev.weft.bootstrap;

/** Results of read and write beside a byte count, as {@code sun.nio.ch.IOStatus} has them. */
public final class IoResult {
  /** The hook does not handle this call: the JDK's own code goes on. Never a result of the JDK. */
  public static final int PASS = 0;

  /** End of stream. */
  public static final int EOF = -1;

  /** Nothing can be read or written now; the caller parks or waits for its selector. */
  public static final int UNAVAILABLE = -2;

  /**
   * A signal interrupted the system call; the caller looks whether it is still open, and retries.
   */
  public static final int INTERRUPTED = -3;

  /** Zero-copy transfer cannot be used for this pair of channels. */
  public static final int UNSUPPORTED_CASE = -6;

  private IoResult() {}
}
