package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.RawSocket;
import dev.weft.enforcer.link.MeshProtocol;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ciphertext made and not yet taken by the kernel. */
final class CipherOutput {
  /** What an engine wants to have free before it makes a record (JSSE: 16,709 bytes). */
  private static final int RECORD_ROOM = MeshProtocol.MAX_RECORD + 256;

  /** Room for what the engine says itself, and a record. */
  static final int CAPACITY = 4 * RECORD_ROOM;

  /** As much as a flight of a handshake has, which is sent as one. */
  private static final int FLIGHT = 8 * 1024;

  /** What finds room wherever poll(2) says that there is some: a blocking write of more waits. */
  private static final int PIECE = 2 * 1024;

  /** How many sends a client makes, at the most, before it may go without the verdict's haste. */
  private static final int HASTY_SENDS = 64;

  private final SocketContext context;
  private @Nullable Block block;
  private int start;
  private int end;

  /** The kernel forgets with each send that it is to acknowledge at once. */
  private volatile int hastySends;

  /** Takes memory when there is something to be sent. */
  CipherOutput(SocketContext context) {
    this.context = context;
  }

  /** Whether something waits to be sent. */
  boolean pending() {
    return end > start;
  }

  /** Whether one more record is sure to fit. */
  boolean hasRoom() {
    return CAPACITY - end >= RECORD_ROOM;
  }

  /** The free room, to be filled by advancing the position; then {@link #produced}. */
  ByteBuffer room() {
    Block into = block;
    if (into == null) {
      into = context.memory().output().take();
      block = into;
    }
    return into.range(end, CAPACITY - end);
  }

  /** {@code count} bytes were put into the {@link #room}. */
  void produced(int count) {
    end += count;
    if (end == start) {
      release();
    }
  }

  /**
   * Sends what waits; waits itself if the descriptor blocks.
   *
   * @return 0 when all is sent, else one of {@link IoResult}
   */
  int flush(FileDescriptor fd) throws IOException {
    while (pending()) {
      int n = send(fd, CAPACITY);
      if (n < 0) {
        return n;
      }
    }
    return 0;
  }

  /** As {@link #flush}, but stops where the descriptor would block, which may be one that does. */
  int flushNow(FileDescriptor fd) throws IOException {
    int most = end - start <= FLIGHT ? FLIGHT : PIECE;
    while (pending()) {
      if (RawSocket.poll(fd, RawSocket.POLLOUT, 0) == 0) {
        return IoResult.UNAVAILABLE;
      }
      int n = send(fd, most);
      if (n < 0) {
        return n;
      }
    }
    return 0;
  }

  /**
   * The server's verdict comes next, a small segment of its own. For as long as it is not
   * acknowledged, Nagle's algorithm keeps back what the server's application writes first; plain
   * TCP would send that. So it is acknowledged at once, whatever is sent meanwhile.
   */
  void expectVerdict(FileDescriptor fd) {
    hastySends = HASTY_SENDS;
    acknowledgeAtOnce(fd);
  }

  /** The verdict is there. Any thread. */
  void verdictRead() {
    hastySends = 0;
  }

  private static void acknowledgeAtOnce(FileDescriptor fd) {
    try {
      RawSocket.acknowledgeAtOnce(fd);
    } catch (IOException e) {
      // Broken, which whoever reads meets; or a kernel that does not know of it.
      return;
    }
  }

  /** What waits, to be sent by somebody else; nothing waits here then. */
  CipherOutput handOver() {
    CipherOutput rest = new CipherOutput(context);
    rest.block = block;
    rest.start = start;
    rest.end = end;
    block = null;
    start = 0;
    end = 0;
    return rest;
  }

  /** Forgets everything. */
  void release() {
    if (block != null) {
      context.memory().output().give(block);
      block = null;
    }
    start = 0;
    end = 0;
  }

  private int send(FileDescriptor fd, int most) throws IOException {
    int n = Objects.requireNonNull(block).write(fd, start, Math.min(most, end - start));
    if (n > 0) {
      start += n;
      if (start == end) {
        release();
      }
      int hasty = hastySends;
      if (hasty > 0) {
        hastySends = hasty - 1;
        acknowledgeAtOnce(fd);
      }
    }
    return n;
  }
}
