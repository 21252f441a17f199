package dev.weft.boringssl;

import dev.weft.enforcer.link.MeshProtocol;
import io.netty.internal.tcnative.Buffer;
import java.nio.ByteBuffer;

/** A thread's native memory for a record, for callers whose buffers are on the heap. */
final class NativeScratch {
  private static final ThreadLocal<NativeScratch> RECORDS =
      ThreadLocal.withInitial(NativeScratch::new);
  private static final ThreadLocal<NativeScratch> PLAINTEXT =
      ThreadLocal.withInitial(NativeScratch::new);

  final ByteBuffer bytes = ByteBuffer.allocateDirect(MeshProtocol.MAX_RECORD);
  final long address = Buffer.address(bytes);

  private NativeScratch() {}

  /** For what comes from the peer or goes to it; emptied. */
  static NativeScratch record() {
    return emptied(RECORDS.get());
  }

  /** For what the application gets or gives; emptied. */
  static NativeScratch plaintext() {
    return emptied(PLAINTEXT.get());
  }

  private static NativeScratch emptied(NativeScratch scratch) {
    scratch.bytes.clear();
    return scratch;
  }
}
