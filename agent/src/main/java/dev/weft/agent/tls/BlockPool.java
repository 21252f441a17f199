package dev.weft.agent.tls;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of one size, pooled in a fixed number of slots. What a connection holds while it has
 * nothing to hold is nothing: blocks go back as soon as they are empty, and what finds no slot is
 * left to the garbage collector. Lock-free; any thread.
 */
final class BlockPool {
  private final Supplier<Block> maker;
  private final AtomicReferenceArray<@Nullable Block> slots;

  BlockPool(int slots, Supplier<Block> maker) {
    this.maker = maker;
    this.slots = new AtomicReferenceArray<>(slots);
  }

  /** A block for the caller alone, until it gives it {@link #give back}. */
  Block take() {
    int first = start();
    for (int i = 0; i < slots.length(); i++) {
      int slot = (first + i) % slots.length();
      if (slots.get(slot) != null) {
        Block block = slots.getAndSet(slot, null);
        if (block != null) {
          return block;
        }
      }
    }
    return maker.get();
  }

  /** Gives {@code block} back; the caller must not touch it any more. */
  void give(Block block) {
    int first = start();
    for (int i = 0; i < slots.length(); i++) {
      int slot = (first + i) % slots.length();
      if (slots.get(slot) == null && slots.compareAndSet(slot, null, block)) {
        return;
      }
    }
  }

  private int start() {
    return (int) (Thread.currentThread().getId() & 0x7fffffff) % slots.length();
  }
}
