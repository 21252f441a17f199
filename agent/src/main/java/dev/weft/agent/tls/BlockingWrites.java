package dev.weft.agent.tls;

import dev.weft.bootstrap.IoVector;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes of a channel in blocking mode. They return when all is written, as write(2) does on a
 * descriptor that blocks, while {@link TlsWriter} stops where the kernel has no room. Plain sockets
 * need none of this: the JDK goes on by itself there. Nor have virtual threads: for them the JDK
 * has the descriptor not block, and a write returns what was taken.
 */
final class BlockingWrites {
  private static final long FOR_EVER = -1;

  private final ConnectionState state;
  private volatile @Nullable SelectableChannel channel;

  BlockingWrites(ConnectionState state) {
    this.state = state;
  }

  /** The channel whose mode counts. */
  void carriedBy(SelectableChannel carrier) {
    channel = carrier;
  }

  /**
   * Goes on with a write of which {@code written} bytes were taken.
   *
   * @return how many are taken in the end: all, unless the channel does not block or is closed
   */
  int writeOn(TlsWriter stream, FileDescriptor fd, long address, int length, int written)
      throws IOException {
    int taken = written;
    while (taken < length && awaitRoom(stream, fd)) {
      taken += Math.max(0, stream.write(fd, address + taken, length - taken));
    }
    return taken;
  }

  /** As {@link #writeOn(TlsWriter, FileDescriptor, long, int, int)}, for several buffers. */
  long writeOn(TlsWriter stream, FileDescriptor fd, IoVector vector, long written)
      throws IOException {
    long taken = written;
    long before = 0;
    for (int i = 0; i < vector.count(); i++) {
      int length = vector.length(i);
      if (taken < before + length) {
        int ofThis = (int) (taken - before);
        taken = before + writeOn(stream, fd, vector.address(i), length, ofThis);
        if (taken < before + length) {
          break;
        }
      }
      before += length;
    }
    return taken;
  }

  /** Whether a write is expected to return when all is written, and not before. */
  boolean areWhole() {
    SelectableChannel carrier = channel;
    return carrier != null && carrier.isBlocking() && !Waiters.isVirtual(Thread.currentThread());
  }

  /** Waits until the kernel takes bytes; false where the application does not want to wait. */
  private boolean awaitRoom(TlsWriter stream, FileDescriptor fd) throws IOException {
    if (!areWhole()) {
      return false;
    }
    // A close, which an interrupt is as well, ends the wait by a signal or at the descriptor; the
    // end of the output does too.
    while (!state.isClosing() && !stream.isEnding()) {
      if (RawSocket.poll(fd, RawSocket.POLLOUT, FOR_EVER) != 0) {
        return true;
      }
    }
    return false;
  }
}
