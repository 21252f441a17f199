package dev.weft.core.control;

import dev.weft.core.identity.JdkProviders;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * Does once for nothing what the start will do, so that classes are loaded and initialised on one
 * thread while another makes the key and waits for the server. Nothing here leaves the process, and
 * nothing of it is used: a fault is left for the start itself to meet.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** Makes a ClientHello, of a client that would trust nobody. */
  static void hello() {
    try {
      SSLContext context = JdkProviders.tlsContext();
      context.init(new KeyManager[0], new TrustManager[0], null);
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      engine.setSSLParameters(JdkControlTls.restrict(engine.getSSLParameters()));
      engine.wrap(
          ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    } catch (GeneralSecurityException | SSLException e) {
      return;
    }
  }

  /** Looks up what checks the certificates in an answer. */
  static void answer() {
    try {
      JdkProviders.validation();
    } catch (GeneralSecurityException e) {
      return;
    }
  }
}
