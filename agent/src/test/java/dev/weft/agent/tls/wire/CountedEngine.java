package dev.weft.agent.tls.wire;

import dev.weft.enforcer.link.NativeEngine;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** An engine that tells when it is closed, and counts. All else the engine behind it does. */
final class CountedEngine extends SSLEngine implements NativeEngine {
  /** What a record has beside the bytes that it carries (RFC 8446, 5.2). */
  private static final int RECORD = 22;

  private final SSLEngine engine;
  private final Runnable onClosed;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger words = new AtomicInteger();
  private volatile boolean finished;
  private final AtomicInteger chatter = new AtomicInteger();

  CountedEngine(SSLEngine engine, Runnable onClosed) {
    this.engine = engine;
    this.onClosed = onClosed;
  }

  @Override
  public void close() {
    if (engine instanceof NativeEngine held) {
      held.close();
    }
    if (closed.compareAndSet(false, true)) {
      onClosed.run();
    }
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target)
      throws SSLException {
    boolean before = finished;
    if (before && chatter.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      updateKeys();
    }
    SSLEngineResult result = noted(engine.wrap(sources, offset, length, target));
    int own = result.bytesProduced() - result.bytesConsumed();
    if (before && own > (result.bytesConsumed() == 0 ? 0 : RECORD)) {
      words.incrementAndGet();
    }
    return result;
  }

  /** Has {@code count} updates of keys said before the application's next bytes. */
  void chatter(int count) {
    chatter.set(count);
  }

  private SSLEngineResult noted(SSLEngineResult result) {
    finished |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
    return result;
  }

  /** How often it has said something of its own since the handshake: that keys change, or ends. */
  int ownWords() {
    return words.get();
  }

  /** Has other keys from its next record on, and asks the peer for others. The JDK's alone can. */
  void updateKeys() throws SSLException {
    if (finished && !(engine instanceof NativeEngine)) {
      engine.beginHandshake();
    }
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length)
      throws SSLException {
    return noted(engine.unwrap(source, targets, offset, length));
  }

  @Override
  public @Nullable Runnable getDelegatedTask() {
    return engine.getDelegatedTask();
  }

  @Override
  public void closeInbound() throws SSLException {
    engine.closeInbound();
  }

  @Override
  public boolean isInboundDone() {
    return engine.isInboundDone();
  }

  @Override
  public void closeOutbound() {
    engine.closeOutbound();
  }

  @Override
  public boolean isOutboundDone() {
    return engine.isOutboundDone();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return engine.getSupportedCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return engine.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    engine.setEnabledCipherSuites(suites);
  }

  @Override
  public String[] getSupportedProtocols() {
    return engine.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return engine.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    engine.setEnabledProtocols(protocols);
  }

  @Override
  public SSLSession getSession() {
    return engine.getSession();
  }

  @Override
  public void beginHandshake() throws SSLException {
    engine.beginHandshake();
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    return engine.getHandshakeStatus();
  }

  @Override
  public String getApplicationProtocol() {
    return engine.getApplicationProtocol();
  }

  @Override
  public void setUseClientMode(boolean mode) {
    engine.setUseClientMode(mode);
  }

  @Override
  public boolean getUseClientMode() {
    return engine.getUseClientMode();
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    engine.setNeedClientAuth(need);
  }

  @Override
  public boolean getNeedClientAuth() {
    return engine.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    engine.setWantClientAuth(want);
  }

  @Override
  public boolean getWantClientAuth() {
    return engine.getWantClientAuth();
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    engine.setEnableSessionCreation(flag);
  }

  @Override
  public boolean getEnableSessionCreation() {
    return engine.getEnableSessionCreation();
  }
}
