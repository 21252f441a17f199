package dev.weft.boringssl;

import dev.weft.enforcer.link.MeshProtocol;
import io.netty.internal.tcnative.Buffer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for a record during one call, for callers whose buffers are on the heap. Pooled in
 * a fixed number of slots; threads, of which there may be very many, have none of their own.
 */
final class NativeScratch implements AutoCloseable {
  private static final AtomicReferenceArray<@Nullable NativeScratch> SLOTS =
      new AtomicReferenceArray<>(16);

  final ByteBuffer bytes = ByteBuffer.allocateDirect(MeshProtocol.MAX_RECORD);
  final long address = Buffer.address(bytes);

  private NativeScratch() {}

  /** An empty one for the caller alone, until it closes it. */
  static NativeScratch take() {
    int first = start();
    for (int i = 0; i < SLOTS.length(); i++) {
      int slot = (first + i) % SLOTS.length();
      if (SLOTS.get(slot) != null) {
        NativeScratch scratch = SLOTS.getAndSet(slot, null);
        if (scratch != null) {
          return scratch;
        }
      }
    }
    return new NativeScratch();
  }

  /** Gives it back; what does not fit is left to the garbage collector. */
  @Override
  public void close() {
    bytes.clear();
    int first = start();
    for (int i = 0; i < SLOTS.length(); i++) {
      if (SLOTS.compareAndSet((first + i) % SLOTS.length(), null, this)) {
        return;
      }
    }
  }

  private static int start() {
    return (int) (Thread.currentThread().getId() & 0x7fffffff) % SLOTS.length();
  }
}
