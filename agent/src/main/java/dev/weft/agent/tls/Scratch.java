package dev.weft.agent.tls;

import dev.weft.bootstrap.NativeMemory;
import dev.weft.enforcer.link.MeshProtocol;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A piece of native memory to do one system call with. Pieces are pooled in a fixed number of
 * slots; what does not fit is freed at once, so the pool never holds more than its slots.
 */
final class Scratch {
  /** For reads: two records fit. */
  static final Pool READING = new Pool(2 * MeshProtocol.MAX_RECORD, 32);

  /** For writes: all that can wait to be sent fits. */
  static final Pool WRITING = new Pool(CipherOutput.CAPACITY, 16);

  final long address;
  final int size;

  private Scratch(int size) {
    this.address = NativeMemory.allocate(size);
    this.size = size;
  }

  /** The slots. Lock-free; any thread. */
  static final class Pool {
    private final int size;
    private final AtomicReferenceArray<@Nullable Scratch> slots;

    Pool(int size, int slots) {
      this.size = size;
      this.slots = new AtomicReferenceArray<>(slots);
    }

    /** A piece of its own for the caller, until it gives it {@link #give back}. */
    Scratch take() {
      int first = start();
      for (int i = 0; i < slots.length(); i++) {
        int slot = (first + i) % slots.length();
        if (slots.get(slot) != null) {
          Scratch scratch = slots.getAndSet(slot, null);
          if (scratch != null) {
            return scratch;
          }
        }
      }
      return new Scratch(size);
    }

    /** Gives {@code scratch} back; the caller must not touch it any more. */
    void give(Scratch scratch) {
      int first = start();
      for (int i = 0; i < slots.length(); i++) {
        int slot = (first + i) % slots.length();
        if (slots.get(slot) == null && slots.compareAndSet(slot, null, scratch)) {
          return;
        }
      }
      NativeMemory.free(scratch.address);
    }

    private int start() {
      return (int) (Thread.currentThread().getId() & 0x7fffffff) % slots.length();
    }
  }
}
