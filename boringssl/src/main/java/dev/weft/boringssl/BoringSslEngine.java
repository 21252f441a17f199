package dev.weft.boringssl;

import dev.weft.enforcer.link.NativeEngine;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One side of a connection by BoringSSL, as an engine of the JDK is driven: TLS 1.3 (RFC 8446) that
 * knows one protocol by ALPN. Each direction ends by itself: after the peer's close_notify {@link
 * #wrap} goes on.
 *
 * <p>Direct buffers are read and written where they are, others by way of {@link NativeScratch}.
 * Safe for any threads; they take turns. {@link #close} gives the native memory back.
 */
public final class BoringSslEngine extends FixedEngine implements NativeEngine {
  private static final Cleaner CLEANER = Cleaner.create();

  private final ReentrantLock lock = new ReentrantLock();
  private final Cleaner.Cleanable memory;
  private final Handshake handshake;
  private final Outbound outbound;
  private final Inbound inbound;
  private boolean begun;
  private boolean released;

  /**
   * @param serverName what a client calls the server by; null for no name
   */
  BoringSslEngine(
      SvidContext context,
      boolean client,
      PeerCheck peer,
      @Nullable String serverName,
      NativeAccess access)
      throws GeneralSecurityException {
    super(client);
    // What the cleaner runs must not lead back to the engine.
    NativeConnection connection = new NativeConnection(context, client, peer);
    if (serverName != null) {
      connection.callServer(serverName);
    }
    this.handshake = new Handshake(connection, peer);
    this.outbound = new Outbound(connection, handshake, access);
    this.inbound = new Inbound(connection, handshake, access);
    this.memory = CLEANER.register(this, connection);
  }

  @Override
  public void beginHandshake() throws SSLException {
    lock.lock();
    try {
      if (!begun && !released) {
        begun = true;
        if (getUseClientMode()) {
          handshake.advance();
          outbound.look();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target)
      throws SSLException {
    lock.lock();
    try {
      beginHandshake();
      return released || outbound.done()
          ? closed()
          : result(outbound.wrap(sources, offset, length, target));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length)
      throws SSLException {
    lock.lock();
    try {
      beginHandshake();
      if (released) {
        return closed();
      }
      boolean quiet = false;
      Step step;
      try {
        step = inbound.unwrap(source, targets, offset, length);
        quiet = step.produced() > 0;
      } finally {
        // The application's bytes are nothing that BoringSSL has an answer to.
        if (!quiet) {
          outbound.look();
        }
      }
      return result(step);
    } finally {
      lock.unlock();
    }
  }

  private SSLEngineResult closed() {
    return new SSLEngineResult(Status.CLOSED, getHandshakeStatus(), 0, 0);
  }

  private SSLEngineResult result(Step step) {
    HandshakeStatus now = getHandshakeStatus();
    if (now == HandshakeStatus.NOT_HANDSHAKING && handshake.announce()) {
      now = HandshakeStatus.FINISHED;
    }
    return step.result(now);
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    lock.lock();
    try {
      if (released || !begun) {
        return HandshakeStatus.NOT_HANDSHAKING;
      }
      if (outbound.wanted()) {
        return HandshakeStatus.NEED_WRAP;
      }
      return handshake.pending() ? HandshakeStatus.NEED_UNWRAP : HandshakeStatus.NOT_HANDSHAKING;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the handshake is over, and well. */
  boolean isEstablished() {
    lock.lock();
    try {
      return handshake.established();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closeInbound() {
    lock.lock();
    try {
      inbound.close();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isInboundDone() {
    lock.lock();
    try {
      return released || inbound.done() || handshake.failed();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closeOutbound() {
    lock.lock();
    try {
      outbound.close();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isOutboundDone() {
    lock.lock();
    try {
      return released || outbound.done();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String getApplicationProtocol() {
    lock.lock();
    try {
      return handshake.protocol();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      released = true;
      memory.clean();
    } finally {
      lock.unlock();
    }
  }
}
