package dev.weft.server.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.identity.PeerRole;
import dev.weft.core.identity.PeerVerifier;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TrustBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA's root file with several roots, of one name and different keys, as in a rotation. */
class CaRootsTest {
  private final Instant now = Instant.now();
  private final InstantSource clock = InstantSource.fixed(now);
  private static final SpiffeId ORDERS = new SpiffeId("weft.local", "shop", "orders");

  private final CaParts before = CaParts.make("weft.local", now);
  private final CaParts after = CaParts.make("weft.local", now);

  @TempDir Path temp;

  CaRootsTest() throws Exception {}

  @Test
  void open_severalRoots_handsOutAllAndFindsTheIssuers() throws Exception {
    CertificateAuthority first = open(withRoots(before, after.root() + before.root()));
    CertificateAuthority second = open(withRoots(after, after.root() + before.root()));

    assertThat(first.bundle()).containsExactly(root(after), root(before));
    assertThat(second.bundle()).isEqualTo(first.bundle());
    assertThat(first.root()).isEqualTo(root(before));
    assertThat(second.root()).isEqualTo(root(after));
  }

  @Test
  void issue_severalRoots_eitherIssuersAreGoodWithAllWhoHaveTheBundle() throws Exception {
    CertificateAuthority first = open(withRoots(before, before.root() + after.root()));
    CertificateAuthority second = open(withRoots(after, before.root() + after.root()));
    PeerVerifier peers = new PeerVerifier(new TrustBundle("weft.local", first.bundle()), clock);
    ClientTrust server = ClientTrust.ofWorkloads(second.bundle());

    for (CertificateAuthority ca : List.of(first, second)) {
      List<X509Certificate> chain =
          ca.issueSvid(ORDERS, CertificateMaker.newKeys().getPublic(), Duration.ofHours(1)).chain();

      assertThat(peers.verify(chain, PeerRole.CLIENT)).isEqualTo(ORDERS);
      assertThat(server.kindOf(chain.toArray(new X509Certificate[0])))
          .isEqualTo(ClientKind.WORKLOAD);
    }
  }

  @Test
  void issueServerKeys_severalRoots_showsTheOneAboveTheIssuer() throws Exception {
    CertificateAuthority ca = open(withRoots(after, before.root() + after.root()));

    List<X509Certificate> shown =
        ca.issueServerKeys(
                new SpiffeId("weft.local", "weft-system", "policy-server"),
                List.of(new GeneralName(GeneralName.dNSName, "localhost")),
                Duration.ofHours(1))
            .chain();

    // Who joins looks there for the key that his token names.
    assertThat(shown).endsWith(root(after)).doesNotContain(root(before));
  }

  @Test
  void open_rootTwice_handsItOutOnce() throws Exception {
    CertificateAuthority ca = open(withRoots(before, before.root() + before.root()));

    assertThat(ca.bundle()).containsExactly(root(before));
  }

  @Test
  void open_otherRootOutOfDate_isNotKeptFromIt() throws Exception {
    CaParts past = CaParts.make("weft.local", now.minus(Duration.ofDays(10_000)));

    CertificateAuthority ca = open(withRoots(before, past.root() + before.root()));

    assertThat(ca.bundle()).containsExactly(root(past), root(before));
  }

  @Test
  void open_noneAboveTheIssuer_isRefused() {
    assertThatThrownBy(() -> open(withRoots(before, after.root() + after.root())))
        .isInstanceOf(CaException.class)
        .hasMessageContaining("cannot be used (expected: signed by O=Weft,CN=root weft.local");
  }

  @Test
  void open_certificateThatIsNoCa_isRefused() throws Exception {
    String leaf =
        Pem.write(
            open(before)
                .issueSvid(ORDERS, CertificateMaker.newKeys().getPublic(), Duration.ofHours(1))
                .chain()
                .subList(0, 1));

    assertThatThrownBy(() -> open(withRoots(before, before.root() + leaf)))
        .isInstanceOf(CaException.class)
        .hasMessageContaining("root-cert.pem")
        .hasMessageContaining("is no CA (expected: basicConstraints CA)");
  }

  @Test
  void open_moreRootsThanWorkloadsTake_isRefused() throws Exception {
    StringBuilder roots = new StringBuilder(before.root());
    for (int i = 0; i < TrustBundle.MAX_ROOTS; i++) {
      roots.append(CaParts.make("weft.local", now).root());
    }

    assertThatThrownBy(() -> open(withRoots(before, roots.toString())))
        .isInstanceOf(CaException.class)
        .hasMessageEndingWith("17 roots (expected: 1 to 16)");
  }

  @Test
  void transfer_severalRoots_carriesAllOfThem() throws Exception {
    Path folder = temp.resolve("from").resolve("ca");
    Files.createDirectories(folder.getParent());
    CaFolder.save(folder, withRoots(after, before.root() + after.root()));

    Map<String, String> carried = CaTransfer.unseal(CaTransfer.seal(CaTransfer.read(folder), now));
    CaTransfer.write(temp.resolve("ca"), carried, now);

    List<X509Certificate> bundle =
        new ArrayList<>(
            CertificateAuthority.open(temp, Optional.empty(), "weft.local", clock).bundle());
    assertThat(bundle).containsExactly(root(before), root(after));
  }

  private CertificateAuthority open(CaParts parts) throws Exception {
    Path folder = temp.resolve("ca-" + UUID.randomUUID());
    CaFolder.save(folder, parts);
    return CertificateAuthority.open(temp, Optional.of(folder), "weft.local", clock);
  }

  private static CaParts withRoots(CaParts parts, String roots) {
    return new CaParts(parts.rootKey(), roots, parts.key(), parts.issuer(), parts.chain());
  }

  private static X509Certificate root(CaParts parts) throws Exception {
    return Pem.certificates(parts.root()).get(0);
  }
}
