package dev.weft.enforcer.trace.otlp;

import dev.weft.enforcer.trace.FinishedSpan;
import dev.weft.enforcer.trace.SpanSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Spans that wait to be sent. What does not fit is dropped and counted; nobody waits to add one.
 * Whoever takes is woken by the span that makes a batch whole, and by no other: most spans end on a
 * thread that has an answer to send, and to wake another one takes longer than the span does.
 */
final class SpanQueue implements SpanSink {
  /** More than ever fit: nobody waits. */
  private static final int NOBODY = Integer.MAX_VALUE;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition enough = lock.newCondition();

  // Guarded by the lock.
  private final Deque<FinishedSpan> spans = new ArrayDeque<>();
  private int wanted = NOBODY;
  private boolean closed;

  private final LongAdder dropped = new LongAdder();

  SpanQueue(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void accept(FinishedSpan span) {
    if (!add(span)) {
      dropped.increment();
    }
  }

  private boolean add(FinishedSpan span) {
    lock.lock();
    try {
      if (closed || spans.size() >= capacity) {
        return false;
      }
      spans.addLast(span);
      if (spans.size() == wanted) {
        enough.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What is to be sent next: {@code most} spans as soon as there are so many, or what there is
   * after {@code nanos}, or at once when it is closed. By one thread at a time.
   */
  List<FinishedSpan> take(int most, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      wanted = Math.min(most, capacity);
      long left = nanos;
      while (!closed && spans.size() < wanted && left > 0) {
        left = enough.awaitNanos(left);
      }
      int count = Math.min(most, spans.size());
      List<FinishedSpan> batch = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        batch.add(spans.removeFirst());
      }
      return batch;
    } finally {
      wanted = NOBODY;
      lock.unlock();
    }
  }

  /** Takes no more spans; what waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      enough.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is nothing to take, and never will be. */
  boolean isOver() {
    lock.lock();
    try {
      return closed && spans.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** How many did not fit, or came when it was closed. */
  long dropped() {
    return dropped.sum();
  }
}
