package dev.weft.enforcer.trace.otlp;

import dev.weft.enforcer.trace.FinishedSpan;
import dev.weft.enforcer.trace.SpanSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Spans that wait to be sent. What does not fit is dropped and counted; nobody waits to add one.
 */
final class SpanQueue implements SpanSink {
  private final ArrayBlockingQueue<FinishedSpan> spans;
  private final LongAdder dropped = new LongAdder();

  SpanQueue(int capacity) {
    this.spans = new ArrayBlockingQueue<>(capacity);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void accept(FinishedSpan span) {
    if (!spans.offer(span)) {
      dropped.increment();
    }
  }

  /**
   * What is to be sent next: {@code most} spans as soon as there are so many, or what there is
   * after {@code nanos}.
   */
  List<FinishedSpan> take(int most, long nanos) throws InterruptedException {
    List<FinishedSpan> batch = new ArrayList<>();
    long end = System.nanoTime() + nanos;
    spans.drainTo(batch, most);
    while (batch.size() < most) {
      FinishedSpan span = spans.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (span == null) {
        return batch;
      }
      batch.add(span);
      spans.drainTo(batch, most - batch.size());
    }
    return batch;
  }

  /** How many did not fit. */
  long dropped() {
    return dropped.sum();
  }
}
