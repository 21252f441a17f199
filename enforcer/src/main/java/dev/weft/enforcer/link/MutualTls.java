package dev.weft.enforcer.link;

import dev.weft.core.identity.Identity;
import dev.weft.core.identity.JdkProviders;
import dev.weft.core.identity.PeerVerifier;
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
import org.jspecify.annotations.Nullable;

/**
 * One side of one connection's mutual TLS: an engine, and what its peer turned out to be.
 *
 * <p>Every connection has an {@link SSLContext} of its own. So it holds exactly one snapshot of the
 * identity, and no session can be resumed from another connection, which may have been
 * authenticated under another policy, bundle or SVID.
 *
 * @param engine the engine
 * @param trust the check of its peer
 */
public record MutualTls(SSLEngine engine, PeerTrust trust) {
  private static final String[] PROTOCOLS = {"TLSv1.3"};
  private static final String[] SUITES = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"};
  private static final String[] ALPN = {MeshProtocol.ALPN};

  /**
   * Seconds: a ticket may not live longer than a week (RFC 8446, section 4.6.1), so JSSE sends
   * none. Nothing could resume from it, and it meets a client that has closed after its request.
   */
  private static final int TOO_LONG_FOR_TICKETS = 7 * 24 * 3600 + 1;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A client that expects one of {@code servers}. */
  public static MutualTls client(Identity identity, Set<SpiffeId> servers, InstantSource clock)
      throws GeneralSecurityException {
    MutualTls tls = make(identity, servers, clock);
    tls.engine.setUseClientMode(true);
    return tls.configured();
  }

  /** A server that accepts any client of the mesh. */
  public static MutualTls server(Identity identity, InstantSource clock)
      throws GeneralSecurityException {
    MutualTls tls = make(identity, null, clock);
    tls.engine.setUseClientMode(false);
    return tls.configured();
  }

  private static MutualTls make(
      Identity identity, @Nullable Set<SpiffeId> expected, InstantSource clock)
      throws GeneralSecurityException {
    PeerTrust trust = new PeerTrust(new PeerVerifier(identity.bundle(), clock), expected);
    SSLContext context = JdkProviders.tlsContext();
    context.init(
        new KeyManager[] {new SvidKeyManager(identity.svid())}, new TrustManager[] {trust}, RANDOM);
    context.getServerSessionContext().setSessionTimeout(TOO_LONG_FOR_TICKETS);
    return new MutualTls(context.createSSLEngine(), trust);
  }

  private MutualTls configured() {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(SUITES);
    parameters.setApplicationProtocols(ALPN);
    if (!engine.getUseClientMode()) {
      parameters.setNeedClientAuth(true);
    }
    engine.setSSLParameters(parameters);
    return this;
  }

  /** Runs what the engine has to compute, on the calling thread. */
  public void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
