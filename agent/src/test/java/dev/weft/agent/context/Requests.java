package dev.weft.agent.context;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many requests at once, each under a context of its own, on threads that a server might have.
 * Between them is work that belongs to no request. Whatever sees another context than it should is
 * told in a line.
 */
final class Requests {
  static final int COUNT = 1_000;
  private static final int THREADS = 8;

  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger looks = new AtomicInteger();

  /** What hands a request's work over; the work looks where it is when it runs. */
  interface Handing {
    void hand(Runnable look) throws Exception;
  }

  /** The context of a request. */
  static TraceContext context(int request) {
    return new TraceContext(7, 7, request, TraceContext.SAMPLED, "");
  }

  /** Has {@code handing} do its work once for each request and once for none, and waits for all. */
  List<String> run(Handing handing) throws InterruptedException {
    return run(1, handing);
  }

  /** As {@link #run(Handing)}, where the work of each looks {@code times} times. */
  List<String> run(int times, Handing handing) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(2 * COUNT * times);
    AtomicInteger next = new AtomicInteger(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> serve(next, left, handing), "server-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!left.await(60, TimeUnit.SECONDS)) {
      wrong.add(left.getCount() + " looks did not come");
    }
    if (looks.get() != 2 * COUNT * times) {
      wrong.add(looks + " looks (expected: " + 2 * COUNT * times + ")");
    }
    return List.copyOf(wrong);
  }

  private void serve(AtomicInteger next, CountDownLatch left, Handing handing) {
    for (int id = next.getAndIncrement(); id <= COUNT; id = next.getAndIncrement()) {
      int request = id;
      try {
        TraceScope scope = TraceScope.open(context(request));
        try {
          handing.hand(() -> look(request, left));
          expect(request, "after handing over");
        } finally {
          scope.close();
        }
        handing.hand(() -> look(0, left));
        expect(0, "after the request");
      } catch (Exception e) {
        wrong.add("request " + request + " " + e);
      }
    }
  }

  private void look(int request, CountDownLatch left) {
    expect(request, "in the work");
    looks.incrementAndGet();
    left.countDown();
  }

  private void expect(int request, String where) {
    long seen = current();
    if (seen != request) {
      wrong.add(where + " of " + request + " on " + Thread.currentThread() + ": " + seen);
    }
  }

  /** The request whose context the thread works under; 0 for none. */
  static long current() {
    TraceContext context = TraceScope.current();
    return context == null ? 0 : context.spanId();
  }
}
