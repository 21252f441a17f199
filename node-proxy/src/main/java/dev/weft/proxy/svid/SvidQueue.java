package dev.weft.proxy.svid;

import dev.weft.core.control.SvidPlan;
import dev.weft.core.control.SvidRequest;
import dev.weft.enforcer.report.Faults;
import dev.weft.proxy.net.ProxyThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the workloads of the proxy ask for their SVIDs, a few at a time, on threads of its own. Who
 * is needed {@link Priority#NOW} comes first, and finds a turn that is kept free of all others;
 * these still have one turn in four. A renewal that waits becomes urgent as its SVID grows old. Who
 * fails backs off, and holds up nobody meanwhile. Safe for any thread.
 *
 * <p>It holds what the workloads are, one seat each, and nothing per request.
 */
public final class SvidQueue implements AutoCloseable {
  /**
   * How many ask at once: a quarter of what one policy server deals with at a time, as it has other
   * nodes too.
   */
  public static final int MOST_ASKING = 4;

  /** The longest wait: the clock may jump, for example when a machine was suspended. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private final int most;
  private final QueueThreads threads;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Faults faults;

  // Guarded by this.
  private final Line line = new Line();
  private final TreeSet<Seat> resting =
      new TreeSet<>(
          Comparator.<Seat, Instant>comparing(seat -> seat.due)
              .thenComparingLong(seat -> seat.number));
  private final Map<Priority, Waits> waits = new EnumMap<>(Priority.class);
  private long seats;
  private int asking;
  private int askingLater;
  private int backingOff;
  private long issued;
  private long failed;
  private boolean closed;
  private Runnable callOff = () -> {};

  /** An empty queue. */
  public SvidQueue(Faults faults) {
    this(
        MOST_ASKING,
        new PooledThreads(MOST_ASKING, new ProxyThreads("svid", faults)),
        InstantSource.system(),
        System::nanoTime,
        faults);
  }

  /**
   * @param most how many ask at once; two at least, of which one is kept for {@link Priority#NOW}
   */
  SvidQueue(
      int most, QueueThreads threads, InstantSource clock, LongSupplier nanoTime, Faults faults) {
    this.most = most;
    this.threads = threads;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.faults = faults;
    for (Priority priority : Priority.values()) {
      waits.put(priority, new Waits());
    }
  }

  /** A place for one workload, which asks for nothing yet. */
  public synchronized Seat seat() {
    return new Seat(this, seats++);
  }

  /** How it is at the moment. */
  public synchronized SvidFigures figures() {
    line.age(clock.instant());
    List<SvidFigures.OfPriority> priorities = new ArrayList<>();
    waits.forEach((priority, of) -> priorities.add(of.figures(priority, line.size(priority))));
    return new SvidFigures(asking, backingOff, issued, failed, priorities);
  }

  /** Nobody's turn comes any more; those whose turn it is are interrupted. */
  @Override
  public synchronized void close() {
    closed = true;
    line.clear();
    resting.clear();
    callOff.run();
    threads.end();
  }

  synchronized void bind(Seat seat, SvidRequest request) {
    seat.request = request;
  }

  synchronized void wake(Seat seat) {
    seat.urgent = Instant.MIN;
    switch (seat.state) {
      case NEW, RESTING -> enter(seat, clock.instant());
      case ASKING -> seat.again = true;
      case WAITING, BACKING_OFF, GONE -> {} // raised by its age
    }
    dispatch();
  }

  synchronized void hurry(Seat seat) {
    Instant now = clock.instant();
    if (now.isBefore(seat.expires)) {
      return; // what is missing is no SVID
    }
    seat.hurried = true;
    switch (seat.state) {
      case RESTING -> enter(seat, now);
      case WAITING -> line.raise(seat, Priority.NOW);
      case NEW, ASKING, BACKING_OFF, GONE -> {}
    }
    dispatch();
  }

  synchronized void leave(Seat seat) {
    switch (seat.state) {
      case WAITING -> line.remove(seat);
      case RESTING -> resting.remove(seat);
      case BACKING_OFF -> {
        backingOff--;
        seat.callOff.run();
      }
      case NEW, ASKING, GONE -> {}
    }
    seat.state = Seat.State.GONE;
  }

  /** Puts {@code seat}, which may rest, into the line. */
  private void enter(Seat seat, Instant now) {
    resting.remove(seat);
    seat.state = Seat.State.WAITING;
    seat.waitingSince = nanoTime.getAsLong();
    if (!closed) {
      line.age(now); // or it would go before those who have become urgent meanwhile
      Priority own = now.isBefore(seat.urgent) ? Priority.BACKGROUND : Priority.SOON;
      line.add(seat, seat.hurried ? Priority.NOW : own);
    }
  }

  private void rest(Seat seat, Instant until) {
    seat.state = Seat.State.RESTING;
    seat.due = until;
    if (!closed) {
      resting.add(seat);
    }
  }

  /** Not by the clock, which may be set back. */
  private void backOff(Seat seat, Duration rest) {
    failed++;
    backingOff++;
    seat.state = Seat.State.BACKING_OFF;
    seat.callOff = closed ? () -> {} : threads.after(rest, () -> comeBack(seat));
  }

  private synchronized void comeBack(Seat seat) {
    if (seat.state == Seat.State.BACKING_OFF) {
      backingOff--;
      enter(seat, clock.instant());
      dispatch();
    }
  }

  /** Lets those in whose time has come, and gives out as many turns as there are. */
  private synchronized void dispatch() {
    if (closed) {
      return;
    }
    Instant now = clock.instant();
    while (!resting.isEmpty() && !now.isBefore(resting.first().due)) {
      enter(resting.first(), now);
    }
    line.age(now);
    while (asking < most) {
      Seat seat = line.next(askingLater >= most - 1);
      if (seat == null) {
        break;
      }
      begin(seat);
    }
    callOff.run();
    callOff = resting.isEmpty() ? () -> {} : threads.after(untilNext(now), this::dispatch);
  }

  private Duration untilNext(Instant now) {
    Duration left = Duration.between(now, resting.first().due);
    return left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP;
  }

  private void begin(Seat seat) {
    Priority priority = seat.priority;
    Objects.requireNonNull(waits.get(priority)).add(nanoTime.getAsLong() - seat.waitingSince);
    seat.state = Seat.State.ASKING;
    seat.again = false;
    seat.hurried = false; // whoever comes while it asks counts for the next time
    boolean isLater = priority != Priority.NOW;
    asking++;
    askingLater += isLater ? 1 : 0;
    SvidRequest request = Objects.requireNonNull(seat.request, "not bound");
    threads.run(() -> ask(seat, request, isLater));
  }

  private void ask(Seat seat, SvidRequest request, boolean isLater) {
    @Nullable SvidPlan plan = null;
    try {
      plan = request.ask();
    } catch (Throwable e) {
      // Errors too: a turn that is not given back is lost for ever.
      faults.caught("svid.ask", e);
    } finally {
      giveBack(seat, plan, isLater);
    }
  }

  private synchronized void giveBack(Seat seat, @Nullable SvidPlan plan, boolean isLater) {
    asking--;
    askingLater -= isLater ? 1 : 0;
    if (seat.state != Seat.State.GONE) {
      settle(seat, plan);
    }
    dispatch();
  }

  private void settle(Seat seat, @Nullable SvidPlan plan) {
    if (plan == null) {
      backOff(seat, LONGEST_SLEEP);
      return;
    }
    issued += plan.failed() || plan.expires().equals(seat.expires) ? 0 : 1;
    seat.urgent = seat.again ? Instant.MIN : plan.urgent();
    seat.expires = plan.expires();
    if (plan.failed()) {
      backOff(seat, plan.rest());
      return;
    }
    seat.hurried = false;
    Instant now = clock.instant();
    rest(seat, seat.again ? now : now.plus(plan.rest()));
  }
}
