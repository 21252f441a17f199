package dev.weft.proxy.svid;

import dev.weft.core.control.SvidRequest;
import dev.weft.core.control.SvidTurn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One workload's place in the queue. Safe for any thread; never blocks for longer than others are
 * looking at the queue.
 */
public final class Seat implements SvidTurn {
  private final SvidQueue queue;
  final long number;

  /** Whether a connection has come since it was last asked for; set by the queue alone. */
  volatile boolean hurried;

  // Guarded by the queue.
  @Nullable SvidRequest request;
  State state = State.NEW;
  boolean again;
  Instant due = Instant.MIN;
  Instant urgent = Instant.MIN;
  Instant expires = Instant.MIN;
  Priority priority = Priority.BACKGROUND;
  long waitingSince;
  Runnable callOff = () -> {};

  Seat(SvidQueue queue, long number) {
    this.queue = queue;
    this.number = number;
  }

  @Override
  public void bind(SvidRequest request) {
    queue.bind(this, request);
  }

  @Override
  public void wake() {
    queue.wake(this);
  }

  /**
   * A connection has come, and there is no SVID for it: the workload goes before those that nobody
   * waits for. Does nothing while the SVID is good, and ends no back-off.
   */
  public void hurry() {
    if (!hurried) {
      queue.hurry(this);
    }
  }

  /** Leaves the queue. */
  @Override
  public void stop() {
    queue.leave(this);
  }

  /** What a workload is at. */
  enum State {
    /** It has not asked for anything. */
    NEW,
    /** Its SVID is good for a while. */
    RESTING,
    /** It was refused, or not answered. */
    BACKING_OFF,
    /** It waits for its turn. */
    WAITING,
    /** It is its turn. */
    ASKING,
    /** It never asks again. */
    GONE
  }
}
