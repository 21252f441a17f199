package dev.weft.enforcer.link;

import dev.weft.core.identity.PeerRole;
import dev.weft.core.identity.PeerVerifier;
import dev.weft.core.identity.SpiffeId;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks the peer of one connection: its chain against the trust bundle and, for a server, that its
 * SPIFFE ID is one that the directory names for the address. Remembers who it was, and why it was
 * refused. Used by one engine only.
 */
public final class PeerTrust extends X509ExtendedTrustManager {
  private final PeerVerifier verifier;
  private final @Nullable Set<SpiffeId> expected;
  private volatile @Nullable SpiffeId peer;
  private volatile @Nullable String refusal;

  /** {@code expected}: who a server may be; null to accept any client of the mesh. */
  PeerTrust(PeerVerifier verifier, @Nullable Set<SpiffeId> expected) {
    this.verifier = verifier;
    this.expected = expected;
  }

  /** Who the peer has proved to be, or null when it has not. */
  public @Nullable SpiffeId peer() {
    return peer;
  }

  /** Why the peer's certificate was refused, or null. */
  public @Nullable String refusal() {
    return refusal;
  }

  private void check(X509Certificate[] chain, PeerRole role) throws CertificateException {
    try {
      SpiffeId id = verifier.verify(List.of(chain), role);
      Set<SpiffeId> allowed = expected;
      if (allowed != null && !allowed.contains(id)) {
        throw new CertificateException(
            "peer: " + id + " (expected: " + allowed + ", whom the directory names there)");
      }
      peer = id;
    } catch (CertificateException e) {
      refusal = e.getMessage();
      throw e;
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, PeerRole.CLIENT);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, PeerRole.SERVER);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("peer of a socket (expected: of an engine)");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("peer of a socket (expected: of an engine)");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("peer of an unknown connection (expected: of an engine)");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("peer of an unknown connection (expected: of an engine)");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    // No hints: a peer has one SVID, and the list would only name our roots to strangers.
    return new X509Certificate[0];
  }
}
