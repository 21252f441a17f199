package dev.weft.enforcer.link;

import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.JdkProviders;
import dev.weft.core.identity.SpiffeId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * Mutual TLS by the JDK.
 *
 * <p>Every connection has an {@link SSLContext} of its own. So it holds exactly one snapshot of the
 * identity, and no session can be resumed from another connection, which may have been
 * authenticated under another policy, bundle or SVID.
 */
public final class JdkEngines implements TlsEngines {
  /** The one there is. */
  public static final JdkEngines INSTANCE = new JdkEngines();

  private static final String[] PROTOCOLS = {"TLSv1.3"};
  private static final String[] SUITES = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"};
  private static final String[] ALPN = {MeshProtocol.ALPN};

  /**
   * Seconds: a ticket may not live longer than a week (RFC 8446, section 4.6.1), so JSSE sends
   * none. Nothing could resume from it, and it meets a client that has closed after its request.
   */
  private static final int TOO_LONG_FOR_TICKETS = 7 * 24 * 3600 + 1;

  private static final SecureRandom RANDOM = new SecureRandom();

  private JdkEngines() {}

  @Override
  public MutualTls client(Identity identity, Set<SpiffeId> servers, InstantSource clock)
      throws GeneralSecurityException {
    return make(identity, PeerTrust.ofServers(identity, servers, clock), true);
  }

  @Override
  public MutualTls server(Identity identity, InstantSource clock) throws GeneralSecurityException {
    return make(identity, PeerTrust.ofClients(identity, clock), false);
  }

  @Override
  public ControlTls control() {
    return ControlTls.jdk();
  }

  /** False: the JDK decrypts arrays in place, and copies what is outside the heap. */
  @Override
  public boolean prefersDirectBuffers() {
    return false;
  }

  private static MutualTls make(Identity identity, PeerTrust trust, boolean client)
      throws GeneralSecurityException {
    SSLContext context = JdkProviders.tlsContext();
    context.init(
        new KeyManager[] {new SvidKeyManager(identity.svid())}, new TrustManager[] {trust}, RANDOM);
    context.getServerSessionContext().setSessionTimeout(TOO_LONG_FOR_TICKETS);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(client);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(SUITES);
    parameters.setApplicationProtocols(ALPN);
    if (!client) {
      parameters.setNeedClientAuth(true);
    }
    engine.setSSLParameters(parameters);
    return new MutualTls(engine, trust);
  }
}
