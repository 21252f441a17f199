package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.IoVector;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.enforcer.link.MutualTls;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of an open stream.
 *
 * <p>Bytes that were encrypted must be sent, but a descriptor that would block takes only a part.
 * Then all but the last of the application's bytes are reported as written and the last one is
 * <em>owed</em>: so the application comes again when the descriptor is writable, the rest is sent,
 * and the byte that it offers anew is taken as the owed one.
 */
final class TlsWriter {
  /** No byte, of which 0xff is -1. */
  private static final int NOTHING_OWED = Integer.MIN_VALUE;

  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

  private final ReentrantLock lock = new ReentrantLock();
  private final MutualTls tls;
  private final CipherOutput out;
  private final Pieces pieces = new Pieces();
  private final SendRoom room = new SendRoom();
  private int owed = NOTHING_OWED;
  private boolean closed;
  private volatile boolean ending;
  private volatile boolean released;

  /** {@code out} may still hold the end of the handshake. */
  TlsWriter(MutualTls tls, CipherOutput out) {
    this.tls = tls;
    this.out = out;
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#write}. */
  int write(FileDescriptor fd, long address, int length) throws IOException {
    lock.lock();
    try {
      pieces.clear();
      pieces.add(address, length);
      return write(fd);
    } finally {
      leave();
    }
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#writev}; {@link Pieces#MAX} entries at most. */
  int write(FileDescriptor fd, IoVector vector) throws IOException {
    lock.lock();
    try {
      pieces.clear();
      for (int i = 0; i < vector.count(); i++) {
        pieces.add(vector.address(i), vector.length(i));
      }
      return write(fd);
    } finally {
      leave();
    }
  }

  private int write(FileDescriptor fd) throws IOException {
    try {
      if (closed || ending) {
        throw new MeshSocketException("output is shut down");
      }
      int unsent = out.flush(fd);
      return unsent == 0 ? writeFlushed(fd) : unsent;
    } catch (SSLException e) {
      throw new MeshSocketException("mTLS: sending failed: " + e.getMessage());
    }
  }

  private int writeFlushed(FileDescriptor fd) throws IOException {
    int taken = 0;
    if (owed != NOTHING_OWED) {
      if (owed != pieces.byteAt(0)) {
        throw new MeshSocketException(
            "write: other bytes than those of the write before, which was taken in part"
                + " (expected: the rest of the same bytes)");
      }
      owed = NOTHING_OWED;
      taken = 1;
    }
    if (pieces.total() == 1) {
      // Were it not sent, nothing could be reported as written, and the byte be owed all the same.
      room.forget();
    }
    while (taken < pieces.total()) {
      if (!room.isThere(fd)) {
        // What is encrypted cannot be given back, and a close would lose it.
        return taken == 0 ? IoResult.UNAVAILABLE : taken;
      }
      taken += encryptFrom(taken);
      int unsent = out.flush(fd);
      if (unsent != 0) {
        room.forget();
        if (taken == 0) {
          return unsent;
        }
        taken--;
        owed = pieces.byteAt(taken);
        return taken == 0 ? unsent : taken;
      }
    }
    return taken;
  }

  /**
   * Makes as many records of the pieces, from {@code offset} on, as find room together: what is
   * sent by one system call goes through the kernel as one, and wakes the other end once.
   *
   * @return how many bytes they took; 0 when there was no room left for any
   */
  private int encryptFrom(int offset) throws SSLException {
    int taken = 0;
    do {
      int more = encrypt(pieces.from(offset + taken));
      room.taken(more);
      taken += more;
    } while (offset + taken < pieces.total() && room.isLeft() && out.hasRoom());
    return taken;
  }

  /**
   * Makes the next record of {@code bytes}, after what the engine has to say itself.
   *
   * @return how many bytes it took; 0 when there was no room left for any
   */
  private int encrypt(ByteBuffer... bytes) throws SSLException {
    int taken = 0;
    while (taken == 0 && out.hasRoom()) {
      taken = wrap(bytes);
    }
    return taken;
  }

  /** One record; returns how many of {@code bytes} it took (0 for a KeyUpdate). */
  private int wrap(ByteBuffer... bytes) throws SSLException {
    SSLEngineResult result = tls.engine().wrap(bytes, out.room());
    out.produced(result.bytesProduced());
    if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      tls.runTasks();
    }
    if (result.getStatus() == SSLEngineResult.Status.CLOSED && result.bytesProduced() == 0) {
      throw new SSLException("closed");
    }
    return result.bytesConsumed();
  }

  /**
   * Encrypts {@code bytes} after what waits already, before the application writes.
   *
   * @param bytes what Weft has to say, or at most {@link Early#CAPACITY} of the application's
   */
  void append(byte[] bytes) throws SSLException {
    lock.lock();
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        if (!out.hasRoom()) {
          throw new SSLException("no room for what was written before the stream was there");
        }
        wrap(rest);
      }
    } finally {
      leave();
    }
  }

  /** The server's verdict, which a client acknowledges in haste, has been read. Any thread. */
  void verdictRead() {
    out.verdictRead();
  }

  /** Sends what waits as far as the descriptor takes it now; 0 when all is sent. */
  int flushNow(FileDescriptor fd) throws IOException {
    lock.lock();
    try {
      return out.flushNow(fd);
    } finally {
      leave();
    }
  }

  /** As {@link #flushNow}; leaves it to another thread that is in the midst of a write. */
  int flushIfFree(FileDescriptor fd) throws IOException {
    if (!lock.tryLock()) {
      return IoResult.UNAVAILABLE;
    }
    try {
      return out.flushNow(fd);
    } finally {
      leave();
    }
  }

  /**
   * The engine has something to say (the answer to a KeyUpdate, an alert): said at once if nobody
   * is writing; a writer says it with its next record.
   */
  void respond(FileDescriptor fd) throws IOException {
    if (!lock.tryLock()) {
      return;
    }
    try {
      while (tls.engine().getHandshakeStatus() == HandshakeStatus.NEED_WRAP && out.hasRoom()) {
        SSLEngineResult result = tls.engine().wrap(NO_DATA, out.room());
        out.produced(result.bytesProduced());
        if (result.bytesProduced() == 0) {
          break;
        }
      }
      out.flushNow(fd);
    } finally {
      leave();
    }
  }

  /**
   * Sends close_notify, once. Never waits for the descriptor; gives up when another thread is in
   * the midst of a write, which is the last one then.
   *
   * @return 0 when it is sent, else one of {@link IoResult}
   */
  int closeNotify(FileDescriptor fd) throws IOException {
    ending = true;
    if (!lock.tryLock()) {
      return IoResult.UNAVAILABLE;
    }
    try {
      if (!closed) {
        closed = true;
        tls.engine().closeOutbound();
        while (!tls.engine().isOutboundDone() && out.hasRoom()) {
          SSLEngineResult result = tls.engine().wrap(NO_DATA, out.room());
          out.produced(result.bytesProduced());
          if (result.bytesProduced() == 0) {
            break;
          }
        }
      }
      return out.flushNow(fd);
    } finally {
      leave();
    }
  }

  /** Whether nothing is to be written any more. Any thread. */
  boolean isEnding() {
    return ending;
  }

  /**
   * What is encrypted and not sent, after {@link #closeNotify}: it is the caller's from now on.
   *
   * @return null when there is nothing, or another thread is in the midst of a write
   */
  @Nullable CipherOutput unsent() {
    if (!lock.tryLock()) {
      return null;
    }
    try {
      return out.pending() ? out.handOver() : null;
    } finally {
      leave();
    }
  }

  /** Gives the memory back, or has it given by the thread that writes; nothing can be sent then. */
  void release() {
    released = true;
    giveBack();
  }

  /** Lets the next one in. Who released the stream meanwhile could not take its memory. */
  private void leave() {
    lock.unlock();
    if (released) {
      giveBack();
    }
  }

  private void giveBack() {
    if (lock.tryLock()) {
      try {
        closed = true;
        out.release();
      } finally {
        lock.unlock();
      }
    }
  }
}
