package dev.weft.core.control;

import dev.weft.core.directory.IpLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What this process listens on, and who waits to hear that the policy server knows. */
final class LeaseBook {
  /** Most places that one process announces. */
  static final int MAX_LISTENERS = 512;

  private final Map<Place, Entry> entries = new LinkedHashMap<>();
  private boolean closed;

  /** Adds one listener at {@code place}; the answer completes the returned future. */
  synchronized CompletableFuture<LeaseAnswer> announce(Place place) {
    if (closed) {
      return CompletableFuture.completedFuture(new LeaseAnswer.Withdrawn());
    }
    Entry entry = entries.get(place);
    if (entry == null) {
      if (entries.size() == MAX_LISTENERS) {
        return CompletableFuture.completedFuture(
            new LeaseAnswer.Refused(
                "this process announced " + MAX_LISTENERS + " listeners already"));
      }
      entry = new Entry();
      entries.put(place, entry);
    }
    entry.count++;
    if (entry.waiting == null) {
      entry.waiting = new CompletableFuture<>();
    }
    return entry.waiting.copy();
  }

  /** Takes one listener at {@code place} away; whether that was the last one. */
  boolean withdraw(Place place) {
    CompletableFuture<LeaseAnswer> waiting;
    synchronized (this) {
      Entry entry = entries.get(place);
      if (entry == null || --entry.count > 0) {
        return false;
      }
      entries.remove(place);
      waiting = entry.waiting;
    }
    if (waiting != null) {
      waiting.complete(new LeaseAnswer.Withdrawn());
    }
    return true;
  }

  /** Every place, with those who wait for the answer to a request that is made from now on. */
  synchronized List<Waiting> places() {
    List<Waiting> places = new ArrayList<>(entries.size());
    entries.forEach((place, entry) -> places.add(new Waiting(place, entry.waiting)));
    return places;
  }

  /** Hands {@code answer} to those who waited for it. */
  void answered(Waiting waiting, LeaseAnswer answer) {
    CompletableFuture<LeaseAnswer> future = waiting.future();
    if (future == null) {
      return;
    }
    synchronized (this) {
      Entry entry = entries.get(waiting.place());
      if (entry != null && entry.waiting == future) {
        entry.waiting = null;
      }
    }
    future.complete(answer);
  }

  /** Withdraws everything, for good. */
  void close() {
    List<Waiting> all;
    synchronized (this) {
      closed = true;
      all = places();
      entries.clear();
    }
    for (Waiting waiting : all) {
      answered(waiting, new LeaseAnswer.Withdrawn());
    }
  }

  /** A place, with the future of those who wait, or null when nobody does. */
  record Waiting(Place place, @Nullable CompletableFuture<LeaseAnswer> future) {}

  private static final class Entry {
    int count;
    @Nullable CompletableFuture<LeaseAnswer> waiting;
  }

  /**
   * What the policy server said of {@code place}. A wildcard stands for {@code addresses} and both
   * loopback addresses, each of which may be refused by itself.
   */
  static LeaseAnswer answer(
      Place place, long revision, List<InetAddress> addresses, Map<Place, String> refused) {
    String reason = refused.get(place);
    if (reason != null) {
      return new LeaseAnswer.Refused(reason);
    }
    if (!place.address().isAnyLocalAddress()) {
      return new LeaseAnswer.Acknowledged(revision, Map.of());
    }
    Map<InetAddress, String> except = new LinkedHashMap<>();
    refused.forEach(
        (other, why) -> {
          if (other.port() == place.port()) {
            except.put(other.address(), why);
          }
        });
    Set<InetAddress> all = new HashSet<>(addresses);
    all.addAll(IpLiteral.LOOPBACK);
    return except.keySet().containsAll(all)
        ? new LeaseAnswer.Refused(except.values().iterator().next())
        : new LeaseAnswer.Acknowledged(revision, except);
  }
}
