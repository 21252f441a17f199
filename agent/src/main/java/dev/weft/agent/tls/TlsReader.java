package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.NativeWindow;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.VerdictReader;
import dev.weft.enforcer.rules.ConnectionEvents;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The receiving side of an open stream. */
final class TlsReader {
  private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

  /**
   * Steps of one call that may bring nothing for the application: a peer that sends empty records,
   * or updates of keys, without end must not keep the thread of a selector for itself.
   */
  private static final int MAX_STEPS_IN_VAIN = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final MutualTls tls;
  private final TlsWriter writer;
  private final CipherInput in;
  private final PlainInput plain;
  private final NativeWindow target = new NativeWindow();
  private final BooleanSupplier strict;
  private final ConnectionEvents events;
  private final InetSocketAddress remote;
  private @Nullable VerdictReader verdict;
  private @Nullable IOException broken;
  private volatile boolean ended;
  private volatile boolean waiting;
  private volatile boolean unwanted;
  private volatile boolean proven;
  private volatile boolean released;

  /** Waits for the descriptor, to read: what arrives is for it. Set with the lock. */
  private volatile @Nullable Thread parked;

  /**
   * {@code in} may hold the beginning of the stream.
   *
   * @param verdict reads the server's verdict first; null on the server side
   * @param strict whether an end without close_notify is an error
   * @param remote the other end, for messages
   */
  TlsReader(
      SocketContext context,
      MutualTls tls,
      TlsWriter writer,
      CipherInput in,
      @Nullable VerdictReader verdict,
      BooleanSupplier strict,
      InetSocketAddress remote) {
    this.tls = tls;
    this.writer = writer;
    this.in = in;
    this.plain = new PlainInput(context);
    this.verdict = verdict;
    this.strict = strict;
    this.events = context.events();
    this.remote = remote;
    this.waiting = in.hasRecord();
  }

  /** As {@link dev.weft.bootstrap.MeshSocket#read}. */
  int read(FileDescriptor fd, long address, int length) throws IOException {
    lock.lock();
    try {
      int total = 0;
      for (int inVain = 0; inVain < MAX_STEPS_IN_VAIN; inVain++) {
        total += plain.drain(address + total, length - total);
        if (total == length || (total > 0 && !in.hasRecord())) {
          return total;
        }
        int n = advance(fd, total > 0, true, target.at(address + total, length - total));
        if (n < 0) {
          return total > 0 ? total : n;
        }
        total += n;
        inVain = n > 0 ? -1 : inVain;
      }
      return total > 0 ? total : IoResult.UNAVAILABLE;
    } finally {
      noteWaiting();
      leave();
    }
  }

  /**
   * How many bytes can be read without waiting: decrypts what has arrived if nothing is decrypted
   * yet. 0 also when another thread is reading, or waits to: it would go on waiting for a
   * descriptor that has nothing more to tell.
   */
  int available(FileDescriptor fd) throws IOException {
    if (unwanted || !lock.tryLock()) {
      return 0;
    }
    try {
      for (int i = 0; i < MAX_STEPS_IN_VAIN && plain.size() == 0 && parked == null; i++) {
        if (advance(fd, false, false, NOWHERE) < 0) {
          break;
        }
      }
      return plain.size();
    } finally {
      noteWaiting();
      leave();
    }
  }

  /**
   * The calling thread is about to wait for the descriptor, in order to read, until {@link
   * #unpark}.
   *
   * @return false when it need not: there is something to read already
   */
  boolean park() {
    lock.lock();
    try {
      if (!waiting) {
        parked = Thread.currentThread();
      }
      return !waiting;
    } finally {
      leave();
    }
  }

  /** The calling thread waits no more; false when it did not. */
  boolean unpark() {
    if (parked != Thread.currentThread()) {
      return false;
    }
    parked = null;
    return true;
  }

  /**
   * Takes what is no application data off the stream, so that a selector does not report it.
   *
   * @return whether something is left for the application
   */
  boolean absorb(FileDescriptor fd) throws IOException {
    if (proven || unwanted) {
      return true;
    }
    // What made the descriptor readable may have been the end of the handshake.
    boolean left = available(fd) > 0 || ended || broken != null;
    proven = left;
    return left;
  }

  /** The application wants nothing more: the end that the kernel now reports is its own doing. */
  void endHere() {
    unwanted = true;
  }

  /** Whether a read would succeed, or fail, without the descriptor being readable. */
  boolean hasLeftover() {
    return waiting;
  }

  /**
   * Reads what is on its way (for the reason of a refusal) and gives it up.
   *
   * @return the reason, or null when the peer gave none
   */
  @Nullable String lateRefusal(FileDescriptor fd) {
    if (!lock.tryLock()) {
      return null;
    }
    try {
      int state = 0;
      while (state >= 0 && verdict != null && plain.size() == 0) {
        state = advance(fd, false, false, NOWHERE);
      }
      return null;
    } catch (MeshSocketException e) {
      return e.getMessage();
    } catch (IOException e) {
      return null;
    } finally {
      leave();
    }
  }

  /** Discards what waits in the kernel, so that closing does not turn into a reset. */
  void discard(FileDescriptor fd, int budget) throws IOException {
    if (!lock.tryLock()) {
      return;
    }
    try {
      plain.release();
      in.discard(fd, budget);
    } finally {
      leave();
    }
  }

  /** Gives all memory back; a thread that is reading gives back what it has in hand. */
  void release() {
    released = true;
    giveBack();
    tls.close();
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
        plain.release();
        in.release();
      } finally {
        lock.unlock();
      }
    }
  }

  /** For messages: idle connections by the thousand need no text each. */
  private String peer() {
    return tls.trust().peer() + " at " + remote;
  }

  private void noteWaiting() {
    waiting = plain.size() > 0 || in.hasRecord() || ended || broken != null;
  }

  /**
   * One step: decrypts a record, or receives.
   *
   * @param some whether the caller has bytes already: an error then has to wait
   * @param mayWait whether the descriptor may be waited for
   * @param to where a record's bytes go if they are sure to fit; else they wait in {@link #plain}
   * @return how many bytes were put there, or one of {@link IoResult}
   */
  private int advance(FileDescriptor fd, boolean some, boolean mayWait, ByteBuffer to)
      throws IOException {
    if (broken != null) {
      if (some) {
        return IoResult.UNAVAILABLE;
      }
      throw again(broken);
    }
    if (ended) {
      return IoResult.EOF;
    }
    if (in.hasRecord()) {
      try {
        return decrypt(fd, to);
      } catch (MeshSocketException e) {
        broke(e);
        if (some) {
          return IoResult.UNAVAILABLE;
        }
        throw e;
      }
    }
    int n = receive(fd, mayWait);
    return n == IoResult.EOF ? truncated() : Math.min(n, 0);
  }

  private int receive(FileDescriptor fd, boolean mayWait) throws IOException {
    try {
      return mayWait ? in.fill(fd) : in.fillNow(fd);
    } catch (IOException e) {
      // The kernel tells of a reset once, and of an end of the stream from then on.
      broke(e);
      throw e;
    }
  }

  /** Nothing more comes of it. A client that the server has not let in yet is refused by that. */
  private void broke(IOException e) {
    broken = e;
    if (verdict != null) {
      events.refused(
          false, tls.trust().peer(), remote, remote.getPort(), String.valueOf(e.getMessage()));
    }
  }

  /** Of a class that the JDK knows the exception stays what it is. */
  private static IOException again(IOException before) {
    return before instanceof MeshSocketException
        ? new MeshSocketException(String.valueOf(before.getMessage()))
        : before;
  }

  private int decrypt(FileDescriptor fd, ByteBuffer to) throws IOException {
    // A record's plaintext is shorter than the record. What Weft itself has to read first is kept.
    boolean direct = verdict == null && in.recordLength() <= to.remaining();
    int delivered = 0;
    try {
      var view = in.view();
      int before = view.position();
      SSLEngineResult result = tls.engine().unwrap(view, direct ? to : plain.room());
      if (direct) {
        delivered = result.bytesProduced();
      } else {
        plain.produced(result.bytesProduced());
      }
      in.consumed(view.position() - before);
      if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        tls.runTasks();
      }
      if (tls.engine().getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        respond(fd);
      }
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        ended = true;
      } else if (result.getStatus() != SSLEngineResult.Status.OK) {
        throw new MeshSocketException("mTLS: a record of " + peer() + ": " + result.getStatus());
      }
    } catch (SSLException e) {
      respond(fd);
      throw new MeshSocketException("mTLS: a record of " + peer() + ": " + e.getMessage());
    }
    readVerdict();
    return delivered;
  }

  private void respond(FileDescriptor fd) throws SSLException {
    try {
      writer.respond(fd);
    } catch (SSLException e) {
      throw e;
    } catch (IOException e) {
      // The output is broken, which the next write meets; what came in before is good.
      return;
    }
  }

  private void readVerdict() throws MeshSocketException {
    VerdictReader reader = verdict;
    if (reader == null) {
      return;
    }
    try {
      reader.take(plain);
    } catch (IllegalArgumentException e) {
      throw new MeshSocketException(peer() + ": " + e.getMessage());
    }
    if (reader.done()) {
      String refusal = reader.refusal();
      if (refusal != null) {
        throw new MeshSocketException(peer() + " refused the connection: " + refusal);
      }
      verdict = null;
      writer.verdictRead();
    } else if (ended) {
      throw new MeshSocketException(peer() + " closed the connection before it admitted it");
    }
  }

  private int truncated() throws MeshSocketException {
    if (unwanted) {
      ended = true;
      return IoResult.EOF;
    }
    boolean error = strict.getAsBoolean() || verdict != null;
    events.truncated(error);
    if (error) {
      MeshSocketException cut =
          new MeshSocketException(
              "connection with " + peer() + " ended without close_notify: it was cut or truncated");
      broke(cut);
      throw cut;
    }
    ended = true;
    return IoResult.EOF;
  }
}
