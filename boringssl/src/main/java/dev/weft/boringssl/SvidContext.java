package dev.weft.boringssl;

import dev.weft.core.identity.Svid;
import dev.weft.enforcer.link.MeshProtocol;
import io.netty.internal.tcnative.CertificateVerifier;
import io.netty.internal.tcnative.SSL;
import io.netty.internal.tcnative.SSLContext;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What BoringSSL shares among the connections that show one SVID on one side: certificates, key,
 * and the settings of {@link MeshProtocol}. TLS 1.3 alone; no tickets and no session store, so no
 * connection rests on another's handshake.
 *
 * <p>Lives in native memory for as long as somebody holds it: it begins with one holder, its maker.
 * Safe for any thread.
 */
final class SvidContext {
  private static final int MAX_CHAIN = 10;
  private static final String[] ALPN = {MeshProtocol.ALPN};

  private final long pointer;
  private final long chain;
  private final long key;
  private final Map<Long, Peer> handshakes = new ConcurrentHashMap<>();
  private int holders = 1;

  /** Checks what a peer shows, on the thread of its handshake. */
  @FunctionalInterface
  interface Peer {
    /** Whether it is to be trusted; {@code chain} is DER, leaf first. */
    boolean check(byte[][] chain);
  }

  /**
   * @throws GeneralSecurityException when BoringSSL does not take the SVID
   */
  SvidContext(Svid svid, boolean client) throws GeneralSecurityException {
    long context = 0;
    long certificates = 0;
    try (NativeText chainText = NativeText.chain(svid.chain());
        NativeText keyText = NativeText.key(svid.key())) {
      context =
          SSLContext.make(
              SSL.SSL_PROTOCOL_TLSV1_3, client ? SSL.SSL_MODE_CLIENT : SSL.SSL_MODE_SERVER);
      SSLContext.setOptions(context, SSL.SSL_OP_NO_TICKET);
      SSLContext.setSessionCacheMode(context, SSL.SSL_SESS_CACHE_OFF);
      SSLContext.setAlpnProtos(context, ALPN, SSL.SSL_SELECTOR_FAILURE_NO_ADVERTISE);
      SSLContext.setVerify(context, SSL.SSL_CVERIFY_REQUIRED, MAX_CHAIN);
      SSLContext.setCertVerifyCallback(context, new Verifier());
      certificates = SSL.parseX509Chain(chainText.bio());
      this.key = SSL.parsePrivateKey(keyText.bio(), null);
    } catch (Exception e) {
      if (certificates != 0) {
        SSL.freeX509Chain(certificates);
      }
      if (context != 0) {
        SSLContext.free(context);
      }
      throw e instanceof GeneralSecurityException known
          ? known
          : new GeneralSecurityException("BoringSSL: SVID refused: " + e.getMessage(), e);
    }
    this.pointer = context;
    this.chain = certificates;
  }

  /** One more holder; false when it is gone already. */
  synchronized boolean hold() {
    if (holders == 0) {
      return false;
    }
    holders++;
    return true;
  }

  /** One holder fewer. With the last one it goes. */
  synchronized void release() {
    if (--holders == 0) {
      SSL.freePrivateKey(key);
      SSL.freeX509Chain(chain);
      SSLContext.free(pointer);
    }
  }

  /**
   * A connection's native state; its caller holds this context until it has freed it.
   *
   * @param peer asked during the handshake
   * @throws GeneralSecurityException when BoringSSL does not take the SVID
   */
  long open(boolean client, Peer peer) throws GeneralSecurityException {
    long ssl = SSL.newSSL(pointer, !client);
    try {
      SSL.setKeyMaterial(ssl, chain, key);
    } catch (Exception e) {
      SSL.freeSSL(ssl);
      throw new GeneralSecurityException("BoringSSL: SVID refused: " + e.getMessage(), e);
    }
    handshakes.put(ssl, peer);
    return ssl;
  }

  /** The handshake of {@code ssl} is over. */
  void settled(long ssl) {
    handshakes.remove(ssl);
  }

  private final class Verifier extends CertificateVerifier {
    @Override
    public int verify(long ssl, byte[][] chain, String algorithm) {
      Peer peer = handshakes.get(ssl);
      try {
        return peer != null && peer.check(chain) ? X509_V_OK : X509_V_ERR_CERT_REJECTED;
      } catch (RuntimeException | Error e) {
        // Native code called, and must not go on with it: who cannot be checked is refused.
        return X509_V_ERR_UNSPECIFIED;
      }
    }
  }
}
