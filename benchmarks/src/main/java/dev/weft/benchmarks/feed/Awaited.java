package dev.weft.benchmarks.feed;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A change that subscribers are to hear of. Safe for use by many threads. */
final class Awaited {
  private final String mark;
  private final CountDownLatch left;
  private final ConcurrentLinkedQueue<Long> arrivals = new ConcurrentLinkedQueue<>();

  /** A change with {@code mark} in it, for so many subscribers. */
  Awaited(String mark, int subscribers) {
    this.mark = mark;
    this.left = new CountDownLatch(subscribers);
  }

  String mark() {
    return mark;
  }

  /** A subscriber has it, at {@code nanoTime}. */
  void arrived(long nanoTime) {
    arrivals.add(nanoTime);
    left.countDown();
  }

  /** Waits for all of them. */
  boolean await(Duration longest) throws InterruptedException {
    return left.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** When each subscriber had it, and the last of them. */
  long addTo(Times each, long from) {
    long last = from;
    for (long arrival : arrivals) {
      each.add(arrival - from);
      last = Math.max(last, arrival);
    }
    return last - from;
  }
}
