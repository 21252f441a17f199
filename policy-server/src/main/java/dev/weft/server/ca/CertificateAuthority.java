package dev.weft.server.ca;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.store.sealed.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;

/** Issues the X.509-SVIDs of one trust domain. Safe for use by many threads. */
public final class CertificateAuthority {
  /** How far before its issue a certificate is valid, for clocks that run late. */
  static final Duration BACKDATING = Duration.ofMinutes(1);

  static final String OWN_FOLDER = "ca";

  private final CaMaterial material;
  private final InstantSource clock;

  private CertificateAuthority(CaMaterial material, InstantSource clock) {
    this.material = material;
    this.clock = clock;
  }

  /**
   * The CA in {@code broughtAlong}, or else the server's own in {@code dataDir}, which is made when
   * it is missing.
   *
   * @throws CaException when the CA cannot be read or used
   */
  public static CertificateAuthority open(
      Path dataDir, Optional<Path> broughtAlong, String trustDomain, InstantSource clock)
      throws CaException {
    Path folder = broughtAlong.orElse(dataDir.resolve(OWN_FOLDER));
    try {
      if (broughtAlong.isEmpty()) {
        CaFolder.createIfMissing(folder, trustDomain, clock.instant());
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new CaException(folder + ": the CA cannot be made: " + e.getMessage(), e);
    }
    return new CertificateAuthority(CaFolder.load(folder, clock.instant()), clock);
  }

  /**
   * The CA in {@code broughtAlong}, or else the one that all servers of a store share.
   *
   * @throws CaException when the CA cannot be read or used
   */
  public static CertificateAuthority openShared(
      Vault vault, Optional<Path> broughtAlong, String trustDomain, InstantSource clock)
      throws CaException {
    Instant now = clock.instant();
    return new CertificateAuthority(
        broughtAlong.isPresent()
            ? CaFolder.load(broughtAlong.get(), now)
            : SharedCa.openOrMake(vault, trustDomain, now),
        clock);
  }

  /** The trust anchors by which this mesh's certificates are checked. */
  public List<X509Certificate> bundle() {
    return material.roots().all();
  }

  /** Which of them vouches for what is issued now, the server's own certificate included. */
  public X509Certificate root() {
    return material.root();
  }

  /**
   * A certificate for {@code identity}: one URI SAN, for TLS clients and servers, no CA. It ends
   * with the issuing certificate at the latest.
   *
   * @return the leaf and the certificates between it and the root
   */
  public IssuedCertificate issueSvid(SpiffeId identity, PublicKey key, Duration ttl)
      throws GeneralSecurityException {
    return issue(key, List.of(uri(identity)), ttl, false);
  }

  /** As {@link #issueSvid}, for the key of a node proxy; it bears the {@link ProxyMark}. */
  public IssuedCertificate issueSvidToProxy(SpiffeId identity, PublicKey key, Duration ttl)
      throws GeneralSecurityException {
    return issue(key, List.of(uri(identity)), ttl, true);
  }

  /** A key and certificate for the server itself, with the names by which people reach it. */
  ServerKeys issueServerKeys(SpiffeId identity, Collection<GeneralName> names, Duration ttl)
      throws GeneralSecurityException {
    KeyPair keys = CertificateMaker.newKeys();
    List<GeneralName> all = new ArrayList<>(List.of(uri(identity)));
    all.addAll(names);
    IssuedCertificate issued = issue(keys.getPublic(), all, ttl, false);
    List<X509Certificate> chain = new ArrayList<>(issued.chain());
    if (!chain.contains(material.root())) {
      // A client that joins knows a hash of the root only, so the root must be among what it sees.
      chain.add(material.root());
    }
    return new ServerKeys(keys.getPrivate(), List.copyOf(chain));
  }

  private IssuedCertificate issue(
      PublicKey key, List<GeneralName> names, Duration ttl, boolean ofProxy)
      throws GeneralSecurityException {
    Instant now = clock.instant();
    Instant end = material.issuer().getNotAfter().toInstant();
    Instant until = now.plus(ttl).isBefore(end) ? now.plus(ttl) : end;
    if (!until.isAfter(now)) {
      throw new GeneralSecurityException("the issuing certificate has expired");
    }
    X509Certificate leaf =
        CertificateMaker.leaf(key, names, material, now.minus(BACKDATING), until, ofProxy);
    List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
    chain.addAll(material.issuers());
    return new IssuedCertificate(List.copyOf(chain));
  }

  private static GeneralName uri(SpiffeId identity) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, identity.toString());
  }
}
