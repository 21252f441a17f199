package dev.weft.enforcer.link;

import dev.weft.core.identity.Identity;
import dev.weft.core.identity.PeerRole;
import dev.weft.core.identity.PeerVerifier;
import dev.weft.core.identity.PresentedChain;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TrustBundle;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
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
  private final TrustBundle bundle;
  private final InstantSource clock;
  private final PeerVerifier verifier;
  private final PeerRole role;
  private final @Nullable Set<SpiffeId> expected;
  private volatile @Nullable Proof proof;
  private volatile @Nullable SpiffeId peer;
  private volatile @Nullable String refusal;

  private PeerTrust(
      TrustBundle bundle, InstantSource clock, PeerRole role, @Nullable Set<SpiffeId> expected) {
    this.bundle = bundle;
    this.clock = clock;
    this.verifier = PeerVerifier.shared(bundle, clock);
    this.role = role;
    this.expected = expected;
  }

  /** For a client with {@code identity} that expects one of {@code servers}. */
  public static PeerTrust ofServers(Identity identity, Set<SpiffeId> servers, InstantSource clock) {
    return new PeerTrust(identity.bundle(), clock, PeerRole.SERVER, servers);
  }

  /** For a server with {@code identity} that takes any client of the mesh. */
  public static PeerTrust ofClients(Identity identity, InstantSource clock) {
    return new PeerTrust(identity.bundle(), clock, PeerRole.CLIENT, null);
  }

  /** Who the peer has proved to be, or null when it has not. */
  public @Nullable SpiffeId peer() {
    return peer;
  }

  /** Why the peer's certificate was refused, or null. */
  public @Nullable String refusal() {
    return refusal;
  }

  /**
   * Whether {@code now} vouches for the peer, too. That its certificates may have expired since it
   * showed them does not count: its connection outlives them.
   */
  public boolean isVouchedForBy(TrustBundle now) {
    Proof known = proof;
    if (known == null) {
      return false;
    }
    if (known.by().equals(now)) {
      return true;
    }
    // A root that was issued anew for the same key may be younger than the connection.
    if (isGood(known.chain(), now, known.at()) || isGood(known.chain(), now, clock.instant())) {
      proof = new Proof(known.chain(), known.at(), now);
      return true;
    }
    return false;
  }

  private boolean isGood(PresentedChain chain, TrustBundle by, Instant at) {
    try {
      SpiffeId id = new PeerVerifier(by, InstantSource.fixed(at)).verify(chain, role);
      return id.equals(peer);
    } catch (CertificateException e) {
      return false;
    }
  }

  /**
   * Checks what the peer shows.
   *
   * @param chain DER, leaf first
   * @return whether it is whom this side may talk to; if not, {@link #refusal} says why
   */
  public boolean accepts(byte[][] chain) {
    try {
      check(PresentedChain.of(chain), role);
      return true;
    } catch (CertificateException e) {
      refusal = e.getMessage();
      return false;
    }
  }

  private void check(PresentedChain chain, PeerRole side) throws CertificateException {
    try {
      if (side != role) {
        throw new CertificateException("peer: a " + side + " (expected: a " + role + ")");
      }
      Instant at = clock.instant();
      SpiffeId id = verifier.verify(chain, role);
      Set<SpiffeId> allowed = expected;
      if (allowed != null && !allowed.contains(id)) {
        throw new CertificateException(
            "peer: " + id + " (expected: " + allowed + ", whom the directory names there)");
      }
      proof = new Proof(verifier.kept(chain, role), at, bundle);
      peer = id;
    } catch (CertificateException e) {
      refusal = e.getMessage();
      throw e;
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(PresentedChain.of(List.of(chain)), PeerRole.CLIENT);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(PresentedChain.of(List.of(chain)), PeerRole.SERVER);
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

  /**
   * What the peer has shown: a few certificates at most.
   *
   * @param at when
   * @param by the bundle that has vouched for it last
   */
  private record Proof(PresentedChain chain, Instant at, TrustBundle by) {}
}
