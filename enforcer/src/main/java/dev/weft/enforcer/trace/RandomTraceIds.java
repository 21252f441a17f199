package dev.weft.enforcer.trace;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids from the thread's own generator: no lock, and none of the JDK's secure random, which costs a
 * start some and can make one wait. That generator is seeded by the clocks alone, so eight bytes of
 * the system's are mixed in, which tell this process from all others.
 */
public final class RandomTraceIds implements TraceIds {
  /** Never waits, other than {@code /dev/random}. */
  private static final String SYSTEM = "/dev/urandom";

  private final long salt = mix(System.nanoTime() ^ mix(System.currentTimeMillis()) ^ ofSystem());

  @Override
  public long next() {
    return mix(ThreadLocalRandom.current().nextLong() ^ salt);
  }

  /** Eight bytes of the system; 0 where it has none, so that the clocks have to do. */
  private static long ofSystem() {
    long bytes = 0;
    try (InputStream in = new FileInputStream(SYSTEM)) {
      for (byte one : in.readNBytes(Long.BYTES)) {
        bytes = (bytes << 8) | (one & 0xff);
      }
    } catch (IOException e) {
      return bytes;
    }
    return bytes;
  }

  /** A bijection that spreads each bit over all (the finalizer of MurmurHash3). */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
