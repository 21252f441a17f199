package dev.weft.agent.trace;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids from the thread's own generator: no lock, and no random bytes of the system, for which a
 * young machine can make one wait. That generator is seeded by the clocks alone, so what else tells
 * this process from another is mixed in.
 */
public final class RandomTraceIds implements TraceIds {
  private final long salt =
      mix(
          ProcessHandle.current().pid() * 31
              + System.identityHashCode(this)
              + System.nanoTime() * 0x9e3779b97f4a7c15L);

  @Override
  public long next() {
    return mix(ThreadLocalRandom.current().nextLong() ^ salt);
  }

  /** A bijection that spreads each bit over all (the finalizer of MurmurHash3). */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
