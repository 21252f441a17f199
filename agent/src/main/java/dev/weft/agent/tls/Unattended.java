package dev.weft.agent.tls;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connections that open. One that is still about it after a moment is watched by the agent too: the
 * application may do other things first, for which the other end must not have to wait. Those that
 * the application attends to, as nearly all, cost no more than a place in the queue. Thread-safe.
 */
public final class Unattended {
  private static final Duration MOMENT = Duration.ofMillis(5);

  private final SocketContext.Timer timer;
  private final SocketContext.Poller poller;
  private final ConcurrentLinkedQueue<Attendant> opening = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean timed = new AtomicBoolean();

  /** {@code timer} says when a moment has gone by, {@code poller} waits for descriptors. */
  public Unattended(SocketContext.Timer timer, SocketContext.Poller poller) {
    this.timer = timer;
    this.poller = poller;
  }

  SocketContext.Poller poller() {
    return poller;
  }

  /** Has {@code attendant} look at its connection within a moment. */
  void add(Attendant attendant) {
    opening.add(attendant);
    if (timed.compareAndSet(false, true)) {
      timer.after(MOMENT, this::lookAtAll);
    }
  }

  private void lookAtAll() {
    // Before the queue is emptied: what is added meanwhile is met now, or has a time of its own.
    timed.set(false);
    Attendant attendant = opening.poll();
    while (attendant != null) {
      attendant.look();
      attendant = opening.poll();
    }
  }
}
