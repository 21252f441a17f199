package dev.weft.agent.tls;

import dev.weft.enforcer.link.MeshProtocol;
import java.util.function.IntFunction;

/** Where records lie between the kernel, the engine and the application. */
final class RecordMemory {
  /** On the heap, for the JDK's engine, which decrypts arrays in place. */
  static final RecordMemory HEAP = new RecordMemory(HeapBlock::new);

  /** Outside the heap, for engines that are native themselves. */
  static final RecordMemory NATIVE = new RecordMemory(NativeBlock::new);

  /** Bytes of a block for received ciphertext: two records. */
  static final int INPUT = 2 * MeshProtocol.MAX_RECORD;

  /** Bytes of a block for one decrypted record. */
  static final int PLAINTEXT = MeshProtocol.MAX_PLAINTEXT + 1024;

  private final BlockPool input;
  private final BlockPool plaintext;
  private final BlockPool output;

  private RecordMemory(IntFunction<Block> maker) {
    this.input = new BlockPool(64, () -> maker.apply(INPUT));
    this.plaintext = new BlockPool(64, () -> maker.apply(PLAINTEXT));
    this.output = new BlockPool(32, () -> maker.apply(CipherOutput.CAPACITY));
  }

  /** For {@link CipherInput}. */
  BlockPool input() {
    return input;
  }

  /** For {@link PlainInput}. */
  BlockPool plaintext() {
    return plaintext;
  }

  /** For {@link CipherOutput}. */
  BlockPool output() {
    return output;
  }
}
