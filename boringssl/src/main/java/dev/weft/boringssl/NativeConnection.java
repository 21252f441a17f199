package dev.weft.boringssl;

import io.netty.internal.tcnative.SSL;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * The native side of one connection. What is encrypted goes to, and comes from, a buffer that is
 * attached for the time of a call; what BoringSSL has to say while none is there waits in a small
 * one of its own. Freed by its engine, or when nobody has the engine any more.
 */
final class NativeConnection implements Runnable {
  /**
   * Bytes that may wait, for as long as the connection lives: an alert, or the answer to a key
   * update. The flights of a handshake are longer, and BoringSSL goes on with them when they are
   * sent.
   */
  private static final int WAITING = 256;

  private final SvidContext context;
  private final long ssl;
  private final long bio;
  private boolean freed;

  /**
   * Takes over its caller's hold of {@code context}.
   *
   * @throws GeneralSecurityException when BoringSSL does not take the SVID; the hold is given up
   */
  NativeConnection(SvidContext context, boolean client, PeerCheck peer)
      throws GeneralSecurityException {
    this.context = context;
    try {
      this.ssl = context.open(client, peer);
    } catch (GeneralSecurityException e) {
      context.release();
      throw e;
    }
    this.bio = SSL.bioNewByteBuffer(ssl, WAITING);
  }

  void attachOutput(long address, int room) {
    SSL.bioSetByteBuffer(bio, address, room, true);
  }

  void attachInput(long address, int bytes) {
    SSL.bioSetByteBuffer(bio, address, bytes, false);
  }

  void detach() {
    SSL.bioClearByteBuffer(bio);
  }

  /** How much of the attached buffer is left: room for output, or input that nobody read. */
  int left() {
    return SSL.bioLengthByteBuffer(bio);
  }

  /** Moves what waits to the attached buffer. */
  void flush() {
    SSL.bioFlushByteBuffer(bio);
  }

  boolean outputWaits() {
    return SSL.bioLengthNonApplication(bio) > 0;
  }

  /** 1 when the handshake is done, else for {@link #why}. */
  int shakeHands() {
    return SSL.doHandshake(ssl);
  }

  /** The peer was checked, or has failed: it is not asked about any more. */
  void settled() {
    context.settled(ssl);
  }

  /** Has the server told by which name it is called (RFC 6066, section 3). */
  void callServer(String name) {
    SSL.setTlsExtHostName(ssl, name);
  }

  @Nullable String protocol() {
    return SSL.getAlpnSelected(ssl);
  }

  /** How many bytes of the application were encrypted; if none, for {@link #why}. */
  int write(long address, int bytes) {
    return SSL.writeToSSL(ssl, address, bytes);
  }

  /** How many bytes of the application were decrypted; if none, for {@link #why}. */
  int read(long address, int room) {
    return SSL.readFromSSL(ssl, address, room);
  }

  /** Says close_notify. */
  void sayEnd() {
    SSL.shutdownSSL(ssl);
    SSL.clearError();
  }

  Why why(int result) {
    int why = SSL.getError(ssl, result);
    if (why == SSL.SSL_ERROR_WANT_READ || why == SSL.SSL_ERROR_WANT_WRITE) {
      return Why.WAITS;
    }
    return why == SSL.SSL_ERROR_ZERO_RETURN ? Why.ENDED : Why.FAILED;
  }

  /** What BoringSSL says went wrong; it is forgotten with that. */
  String reason() {
    String reason = SSL.getLastError();
    SSL.clearError();
    return reason == null ? "for no reason that BoringSSL gives" : reason;
  }

  /** Why a call had no result. */
  enum Why {
    /** For the peer's next record, or for its own to be sent. */
    WAITS,
    /** The peer has said close_notify. */
    ENDED,
    /** See {@link #reason}. */
    FAILED
  }

  /** Frees it, once. */
  @Override
  public synchronized void run() {
    if (freed) {
      return;
    }
    freed = true;
    context.settled(ssl);
    // The buffer goes with it.
    SSL.freeSSL(ssl);
    context.release();
  }
}
