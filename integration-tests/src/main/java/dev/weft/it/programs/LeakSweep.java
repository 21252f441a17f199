package dev.weft.it.programs;

import io.netty.buffer.ByteBufAllocator;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * An agent that has Netty tell of all buffers which were lost in the program so far. Netty tells of
 * them when a buffer is made after the garbage collector has found them.
 */
public final class LeakSweep {
  /** What is printed at the end. */
  public static final String DONE = "leaks are told";

  private static final int ROUNDS = 2;
  private static final long PATIENCE_MILLIS = 10_000;

  private LeakSweep() {}

  /** Called by the JVM that this is loaded into. */
  public static void agentmain(String unused) throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      collect();
      ByteBufAllocator.DEFAULT.buffer(1).release();
    }
    System.out.println(DONE);
  }

  /** Until a reference has come to its queue: those found before have come to theirs. */
  private static void collect() throws InterruptedException {
    ReferenceQueue<Object> found = new ReferenceQueue<>();
    WeakReference<Object> lost = new WeakReference<>(new Object(), found);
    System.gc();
    if (found.remove(PATIENCE_MILLIS) != lost) {
      throw new IllegalStateException("nothing collected (expected: an object nobody holds)");
    }
  }
}
