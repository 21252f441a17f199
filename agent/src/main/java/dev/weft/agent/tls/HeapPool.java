package dev.weft.agent.tls;

import dev.weft.enforcer.link.MeshProtocol;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Byte arrays of one size, pooled in a fixed number of slots. What a connection holds while it has
 * nothing to hold is nothing: arrays go back as soon as they are empty. Lock-free; any thread.
 */
final class HeapPool {
  /** One decrypted record. */
  static final HeapPool PLAIN = new HeapPool(MeshProtocol.MAX_PLAINTEXT + 1024, 64);

  /** Received ciphertext: two records. */
  static final HeapPool INPUT = new HeapPool(2 * MeshProtocol.MAX_RECORD, 64);

  /** Ciphertext to be sent. */
  static final HeapPool OUTPUT = new HeapPool(CipherOutput.CAPACITY, 32);

  private final int size;
  private final AtomicReferenceArray<byte @Nullable []> slots;

  private HeapPool(int size, int slots) {
    this.size = size;
    this.slots = new AtomicReferenceArray<>(slots);
  }

  byte[] take() {
    int first = start();
    for (int i = 0; i < slots.length(); i++) {
      int slot = (first + i) % slots.length();
      if (slots.get(slot) != null) {
        byte[] array = slots.getAndSet(slot, null);
        if (array != null) {
          return array;
        }
      }
    }
    return new byte[size];
  }

  /** Gives {@code array} back; the caller must not touch it any more. */
  void give(byte[] array) {
    int first = start();
    for (int i = 0; i < slots.length(); i++) {
      int slot = (first + i) % slots.length();
      if (slots.get(slot) == null && slots.compareAndSet(slot, null, array)) {
        return;
      }
    }
  }

  private int start() {
    return (int) (Thread.currentThread().getId() & 0x7fffffff) % slots.length();
  }
}
