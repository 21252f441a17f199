package dev.weft.server.directory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * When each lease was last renewed, and what was said then. A server alone goes by what it hears
 * itself; one of several asks what others heard before it takes a lease for overdue.
 *
 * <p>Safe for use by many threads; {@link #exchange} and {@link #overdue} by one at a time.
 */
final class Renewals {
  private final Duration ttl;
  private final LongSupplier nanoTime;
  private final Optional<SharedHeartbeats> shared;
  private final Map<UUID, Beat> beats = new ConcurrentHashMap<>();

  /** What was heard here and not told yet. */
  private final Map<UUID, Heartbeat> untold = new ConcurrentHashMap<>();

  /** Since when every exchange succeeded. */
  private long exchangedSince;

  private boolean exchangeFailed;

  /** Until when a lease holds, and what was said last; nothing since the start. */
  private record Beat(long deadline, Optional<Heartbeat> said) {}

  /**
   * Heartbeats of leases that hold for {@code ttl}.
   *
   * @param nanoTime a clock that never goes back, in nanoseconds
   * @param shared what other servers hear, if there are others
   */
  Renewals(Duration ttl, LongSupplier nanoTime, Optional<SharedHeartbeats> shared) {
    this.ttl = ttl;
    this.nanoTime = nanoTime;
    this.shared = shared;
    this.exchangedSince = nanoTime.getAsLong();
  }

  /** Expects heartbeats of {@code instance}, the first within a whole TTL. */
  void expect(UUID instance) {
    beats.putIfAbsent(instance, new Beat(deadline(ttl), Optional.empty()));
  }

  void forget(UUID instance) {
    beats.remove(instance);
    untold.remove(instance);
  }

  /** What {@code instance} said last, if it was heard from. */
  Optional<Heartbeat> last(UUID instance) {
    Beat beat = beats.get(instance);
    return beat == null ? Optional.empty() : beat.said();
  }

  /** Notes a heartbeat that was heard here, unless the lease was withdrawn meanwhile. */
  void heard(UUID instance, Heartbeat report) {
    Beat beat = new Beat(deadline(ttl), Optional.of(report));
    beats.computeIfPresent(
        instance,
        (it, old) -> {
          if (shared.isPresent()) {
            untold.put(instance, report);
          }
          return beat;
        });
  }

  /** Tells others what was heard here, and takes in what they heard. */
  void exchange() {
    if (shared.isEmpty()) {
      return;
    }
    if (exchangeFailed) {
      // What others could not tell either is given the time to be told.
      exchangedSince = nanoTime.getAsLong();
    }
    exchangeFailed = true;
    Map<UUID, Heartbeat> telling = new HashMap<>(untold);
    shared.get().tell(telling);
    telling.forEach(untold::remove);
    shared
        .get()
        .news()
        .forEach(
            (instance, report) -> {
              if (!untold.containsKey(instance)) {
                beats.computeIfPresent(
                    instance, (it, old) -> new Beat(old.deadline(), Optional.of(report)));
              }
            });
    exchangeFailed = false;
  }

  /** Drops what others were told of processes that are long gone. */
  void prune() {
    shared.ifPresent(SharedHeartbeats::prune);
  }

  /** The processes that no server has heard in time. */
  List<UUID> overdue() {
    long now = nanoTime.getAsLong();
    List<UUID> due = new ArrayList<>();
    beats.forEach(
        (instance, beat) -> {
          if (beat.deadline() - now <= 0) {
            due.add(instance);
          }
        });
    if (due.isEmpty() || shared.isEmpty()) {
      return due;
    }
    if (exchangeFailed || now - exchangedSince < ttl.toNanos()) {
      return List.of();
    }
    Map<UUID, Duration> silence = shared.get().silence(due);
    List<UUID> overdue = new ArrayList<>();
    for (UUID instance : due) {
      Duration rest = ttl.minus(silence.getOrDefault(instance, Duration.ZERO));
      if (rest.isNegative() || rest.isZero()) {
        overdue.add(instance);
      } else {
        long deadline = deadline(rest);
        beats.computeIfPresent(
            instance,
            (it, old) -> old.deadline() - deadline < 0 ? new Beat(deadline, old.said()) : old);
      }
    }
    return overdue;
  }

  private long deadline(Duration from) {
    return nanoTime.getAsLong() + from.toNanos();
  }
}
