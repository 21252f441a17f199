package dev.weft.agent.tls;

import dev.weft.enforcer.link.VerdictReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Decrypted bytes that the application has not read yet: at most one record. */
final class PlainInput implements VerdictReader.Plaintext {
  private final SocketContext context;
  private @Nullable Block block;
  private int start;
  private int end;

  /** Takes memory when something is decrypted. */
  PlainInput(SocketContext context) {
    this.context = context;
  }

  /** How many bytes wait. */
  int size() {
    return end - start;
  }

  /** Room for one record; only when nothing waits. Then {@link #produced}. */
  ByteBuffer room() {
    Block into = block;
    if (into == null) {
      into = context.memory().plaintext().take();
      block = into;
    }
    return into.range(0, RecordMemory.PLAINTEXT);
  }

  /** {@code count} bytes were put into the {@link #room}. */
  void produced(int count) {
    start = 0;
    end = count;
    if (count == 0) {
      release();
    }
  }

  /** Moves up to {@code length} bytes to {@code address}; returns how many. */
  int drain(long address, int length) {
    int n = Math.min(length, size());
    if (n > 0 && block != null) {
      block.copyTo(address, start, n);
      consumed(n);
    }
    return n;
  }

  /** Moves up to {@code target}'s remaining bytes there. */
  @Override
  public void drain(ByteBuffer target) {
    int n = Math.min(target.remaining(), size());
    if (n > 0 && block != null) {
      target.put(block.range(start, n));
      consumed(n);
    }
  }

  /** Forgets everything. */
  void release() {
    if (block != null) {
      context.memory().plaintext().give(block);
      block = null;
    }
    start = 0;
    end = 0;
  }

  private void consumed(int count) {
    start += count;
    if (start == end) {
      release();
    }
  }
}
