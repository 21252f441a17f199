package dev.weft.boringssl;

import dev.weft.core.TestClock;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.Svid;
import dev.weft.core.identity.TestCa;
import dev.weft.core.identity.TrustBundle;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.TlsEngines;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** A client and a server that are wired together by two buffers. */
final class Pair implements AutoCloseable {
  static final String ORDERS = "spiffe://weft.local/ns/shop/sa/orders";
  static final String FRONT = "spiffe://weft.local/ns/shop/sa/front";

  private static final int MOST_STEPS = 100;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  final MutualTls client;
  final MutualTls server;
  final ByteBuffer toServer;
  final ByteBuffer toClient;
  private final boolean direct;
  private int unasked;

  Pair(MutualTls client, MutualTls server, boolean direct) {
    this.client = client;
    this.server = server;
    this.direct = direct;
    this.toServer = buffer(64 * 1024);
    this.toClient = buffer(64 * 1024);
  }

  /** Of one CA, each expecting the other, and not connected yet. */
  static Pair of(TlsEngines clients, TlsEngines servers, boolean direct)
      throws GeneralSecurityException {
    TestClock clock = new TestClock();
    TestCa ca = new TestCa(clock.instant());
    return new Pair(
        clients.client(
            new Identity(ca.svid(FRONT), ca.bundle()), Set.of(SpiffeId.parse(ORDERS)), clock),
        servers.server(new Identity(ca.svid(ORDERS), ca.bundle()), clock),
        direct);
  }

  /** As {@link #of}, with SVIDs longer than what BoringSSL keeps while nobody takes it. */
  static Pair ofLongChains(TlsEngines clients, TlsEngines servers) throws GeneralSecurityException {
    TestClock clock = new TestClock();
    TestCa ca = new TestCa(clock.instant());
    return new Pair(
        clients.client(
            new Identity(longSvid(ca, FRONT), ca.bundle()), Set.of(SpiffeId.parse(ORDERS)), clock),
        servers.server(new Identity(longSvid(ca, ORDERS), ca.bundle()), clock),
        true);
  }

  private static Svid longSvid(TestCa ca, String id) {
    KeyPair keys = TestCa.keys("EC", 256);
    TestCa.Draft leaf = ca.leaf(id, keys.getPublic());
    for (int i = 0; i < 200; i++) {
      leaf.dns("a-name-that-makes-it-long-" + i + ".example");
    }
    return new Svid(SpiffeId.parse(id), keys.getPrivate(), ca.chain(leaf));
  }

  /** As {@link #of}, with a server of one CA that trusts only another. */
  static Pair ofStrangers(TlsEngines clients, TlsEngines servers) throws GeneralSecurityException {
    TestClock clock = new TestClock();
    TestCa ca = new TestCa(clock.instant());
    TrustBundle other = new TestCa(clock.instant()).bundle();
    return new Pair(
        clients.client(
            new Identity(ca.svid(FRONT), ca.bundle()), Set.of(SpiffeId.parse(ORDERS)), clock),
        servers.server(new Identity(ca.svid(ORDERS), other), clock),
        true);
  }

  Pair connected() throws SSLException {
    client.engine().beginHandshake();
    server.engine().beginHandshake();
    for (int i = 0; i < MOST_STEPS; i++) {
      boolean moved = advance(client, toClient, toServer);
      moved |= advance(server, toServer, toClient);
      if (!moved) {
        return this;
      }
    }
    throw new IllegalStateException("the handshake does not end");
  }

  private boolean advance(MutualTls side, ByteBuffer in, ByteBuffer out) throws SSLException {
    boolean moved = false;
    while (true) {
      HandshakeStatus status = side.engine().getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        side.runTasks();
      } else if (status == HandshakeStatus.NEED_WRAP) {
        side.engine().wrap(NOTHING, out);
      } else if (status == HandshakeStatus.NEED_UNWRAP) {
        in.flip();
        SSLEngineResult result = side.engine().unwrap(in, buffer(17 * 1024));
        in.compact();
        if (result.bytesConsumed() == 0) {
          return moved;
        }
      } else {
        return moved;
      }
      moved = true;
    }
  }

  /** What the server says in its own records, until it has no more to say. */
  static void flush(SSLEngine engine, ByteBuffer out) throws SSLException {
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(NOTHING, out);
    }
  }

  /** Encrypts {@code bytes} in one engine and decrypts them in the other. */
  byte[] carry(SSLEngine from, SSLEngine to, byte[] bytes) throws SSLException {
    ByteBuffer wire = buffer(17 * 1024);
    ByteBuffer plain = buffer(17 * 1024);
    ByteBuffer source = buffer(Math.max(bytes.length, 1)).put(bytes).flip();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (source.hasRemaining()) {
      unasked += from.wrap(source, wire.clear()).bytesConsumed() == 0 ? 1 : 0;
      wire.flip();
      while (wire.hasRemaining()) {
        Status status = to.unwrap(wire, plain.clear()).getStatus();
        if (status != Status.OK) {
          throw new IllegalStateException("unwrap: " + status);
        }
        byte[] part = new byte[plain.flip().remaining()];
        plain.get(part);
        out.writeBytes(part);
      }
    }
    return out.toByteArray();
  }

  /** How many records engines have made of their own accord while bytes were carried. */
  int unasked() {
    return unasked;
  }

  ByteBuffer buffer(int size) {
    return direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
