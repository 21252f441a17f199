package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * What the application writes to a connection before that is open. Plain TCP takes it; here it is
 * kept until there is a stream to send it by, and no longer than a moment is it turned away.
 *
 * <p>Guarded by the lock of the connection's state; what says so may be called without.
 */
final class EarlyWrites {
  /**
   * How long a write waits for the connection to open before it is kept: one that is refused is
   * mostly refused by then, and the write says so.
   */
  static final Duration WAIT = Duration.ofMillis(200);

  /** Nanoseconds: one poll(2) cannot wait for less. */
  private static final long SHORTEST_WAIT = 1_000_000;

  private final ConnectionState state;
  private final EarlyBytes bytes = new EarlyBytes();
  private final long keptFrom = System.nanoTime() + WAIT.toNanos();
  private volatile boolean full;
  private boolean turnedAway;

  EarlyWrites(ConnectionState state) {
    this.state = state;
  }

  /** Whether a write would be kept now. Without the lock. */
  boolean areKept() {
    return !full
        && state.phase() == Phase.OPENING
        && !state.isClosing()
        && System.nanoTime() - keptFrom >= 0;
  }

  /** Nanoseconds until writes are kept; 0 when they are. Without the lock. */
  long patience() {
    long left = keptFrom - System.nanoTime();
    return left <= 0 ? 0 : Math.max(SHORTEST_WAIT, left);
  }

  /** Whether a write was turned away just before writes were kept, and is to be tried again. */
  boolean oughtToBeTriedAgain() {
    boolean again = turnedAway && areKept();
    if (again) {
      turnedAway = false;
    }
    return again;
  }

  /**
   * Keeps bytes of the application, unless it is too soon.
   *
   * @param length how many there are
   * @param whole whether to keep all or none
   * @param write puts them there, and says how many
   * @return how many, or {@link IoResult#UNAVAILABLE}
   */
  long keep(long length, boolean whole, ToLongFunction<EarlyBytes> write) {
    turnedAway = !areKept();
    if (turnedAway || (whole && length > bytes.room())) {
      return IoResult.UNAVAILABLE;
    }
    long taken = write.applyAsLong(bytes);
    full = bytes.room() == 0;
    return taken;
  }

  /** Whether there is no room for more. Without the lock. */
  boolean areFull() {
    return full;
  }

  /** Keeps no more. */
  void end() {
    full = true;
  }

  /** What was kept, the caller's from now on. */
  byte[] take() {
    return bytes.take();
  }
}
