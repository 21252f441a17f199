package dev.weft.boringssl;

import dev.weft.core.identity.Svid;
import io.netty.internal.tcnative.CertificateVerifier;
import io.netty.internal.tcnative.SSL;
import io.netty.internal.tcnative.SSLContext;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What BoringSSL shares among the connections that show one SVID, or none, on one side:
 * certificates, key, and settings. TLS 1.3 alone; no tickets and no session store, so no connection
 * rests on another's handshake.
 *
 * <p>Lives in native memory for as long as somebody holds it: it begins with one holder, its maker.
 * Safe for any thread.
 */
final class SvidContext {
  private static final int MAX_CHAIN = 10;
  private static final long NONE = 0;

  private final long pointer;
  private final long chain;
  private final long key;
  private final Map<Long, PeerCheck> handshakes = new ConcurrentHashMap<>();
  private int holders = 1;

  /**
   * @param svid null for a client that shows none
   * @param protocol what this side names by ALPN
   * @throws GeneralSecurityException when BoringSSL does not take the SVID
   */
  SvidContext(@Nullable Svid svid, boolean client, String protocol)
      throws GeneralSecurityException {
    long context = 0;
    long certificates = 0;
    try {
      context =
          SSLContext.make(
              SSL.SSL_PROTOCOL_TLSV1_3, client ? SSL.SSL_MODE_CLIENT : SSL.SSL_MODE_SERVER);
      SSLContext.setOptions(context, SSL.SSL_OP_NO_TICKET);
      SSLContext.setSessionCacheMode(context, SSL.SSL_SESS_CACHE_OFF);
      SSLContext.setAlpnProtos(
          context, new String[] {protocol}, SSL.SSL_SELECTOR_FAILURE_NO_ADVERTISE);
      SSLContext.setVerify(context, SSL.SSL_CVERIFY_REQUIRED, MAX_CHAIN);
      SSLContext.setCertVerifyCallback(context, new Verifier());
      certificates = svid == null ? NONE : chainOf(svid);
      this.key = svid == null ? NONE : keyOf(svid);
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

  private static long chainOf(Svid svid) throws Exception {
    try (NativeText text = NativeText.chain(svid.chain())) {
      return SSL.parseX509Chain(text.bio());
    }
  }

  private static long keyOf(Svid svid) throws Exception {
    try (NativeText text = NativeText.key(svid.key())) {
      return SSL.parsePrivateKey(text.bio(), null);
    }
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
      if (chain != NONE) {
        SSL.freePrivateKey(key);
        SSL.freeX509Chain(chain);
      }
      SSLContext.free(pointer);
    }
  }

  /**
   * A connection's native state; its caller holds this context until it has freed it.
   *
   * @param peer asked during the handshake
   * @throws GeneralSecurityException when BoringSSL does not take the SVID
   */
  long open(boolean client, PeerCheck peer) throws GeneralSecurityException {
    long ssl = SSL.newSSL(pointer, !client);
    try {
      if (chain != NONE) {
        SSL.setKeyMaterial(ssl, chain, key);
      }
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
      PeerCheck peer = handshakes.get(ssl);
      try {
        return peer != null && peer.accepts(chain) ? X509_V_OK : X509_V_ERR_CERT_REJECTED;
      } catch (RuntimeException | Error e) {
        // Native code called, and must not go on with it: who cannot be checked is refused.
        return X509_V_ERR_UNSPECIFIED;
      }
    }
  }
}
