package dev.weft.agent.tls;

import dev.weft.bootstrap.RawSocket;
import dev.weft.enforcer.link.MeshProtocol;
import java.io.FileDescriptor;
import java.io.IOException;

/**
 * Room for what is sent on a descriptor, by what the kernel said when it was last asked: to ask
 * before each record would cost a system call for each. One thread at a time.
 */
final class SendRoom {
  /** A descriptor that is writable has room for so many bytes, as kernels mean it. */
  private static final int BYTES_PER_POLL = 4 * MeshProtocol.MAX_RECORD;

  /** What a record takes up of that beside the application's bytes: the kernel's own, mostly. */
  private static final int BYTES_PER_RECORD = 1024;

  private int left;

  /** Whether there is some; asks the kernel where nothing is known to be left. */
  boolean isThere(FileDescriptor fd) throws IOException {
    if (left <= 0 && RawSocket.poll(fd, RawSocket.POLLOUT, 0) != 0) {
      left = BYTES_PER_POLL;
    }
    return left > 0;
  }

  /** Whether some is left of what the kernel said. */
  boolean isLeft() {
    return left > 0;
  }

  /** A record with {@code bytes} of the application's goes there. */
  void taken(int bytes) {
    left -= bytes + BYTES_PER_RECORD;
  }

  /** What the kernel said does not hold any more, or not for certain. */
  void forget() {
    left = 0;
  }
}
