package dev.weft.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.TestClock;
import dev.weft.core.identity.TestCa.Draft;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeerVerifierTest {
  private static final String ID = "spiffe://weft.local/ns/shop/sa/orders";

  private final TestClock clock = new TestClock();
  private final TestCa ca = new TestCa(clock.instant());
  private final KeyPair keys = TestCa.keys("EC", 256);
  private final PeerVerifier verifier = new PeerVerifier(ca.bundle(), clock);

  @Test
  void verify_goodChain_namesThePeer() throws Exception {
    List<X509Certificate> chain = ca.chain(leaf().dns("orders.example"));

    assertThat(verifier.verify(chain, PeerRole.CLIENT)).hasToString(ID);
    assertThat(verifier.verify(chain, PeerRole.SERVER)).hasToString(ID);
  }

  @Test
  void verify_rootPresentedToo_namesThePeer() throws Exception {
    List<X509Certificate> chain = List.of(leaf().sign(), ca.intermediate, ca.root);

    assertThat(verifier.verify(chain, PeerRole.CLIENT)).hasToString(ID);
  }

  @Test
  void verify_bundleWithTwoRoots_takesEither() throws Exception {
    TestCa old = new TestCa(clock.instant());
    TrustBundle both = new TrustBundle("weft.local", List.of(old.root, ca.root));
    PeerVerifier rotating = new PeerVerifier(both, clock);

    assertThat(rotating.verify(ca.chain(leaf()), PeerRole.CLIENT)).hasToString(ID);
    assertThat(rotating.verify(old.svid(ID).chain(), PeerRole.CLIENT)).hasToString(ID);
  }

  @Test
  void verify_noExtendedKeyUsage_isAccepted() throws Exception {
    assertThat(verifier.verify(ca.chain(leaf().purposes()), PeerRole.SERVER)).hasToString(ID);
  }

  static Stream<Arguments> badLeaves() {
    return Stream.of(
        bad("0 URI names", leaf -> leaf.noNames().subject("CN=orders")),
        bad("2 URI names", leaf -> leaf.uri("spiffe://weft.local/ns/shop/sa/admin")),
        bad("2 URI names", leaf -> leaf.uri("https://example.org/")),
        bad("SPIFFE ID", leaf -> leaf.noNames().uri("spiffe://weft.local/shop")),
        bad(
            "trust domain: other.local (expected: weft.local)",
            leaf -> leaf.noNames().uri("spiffe://other.local/ns/shop/sa/orders")),
        bad("is a CA certificate", leaf -> leaf.authority(0)),
        bad("without digitalSignature", leaf -> leaf.usage(KeyUsage.keyEncipherment)),
        bad("no key usage", leaf -> leaf.usage(0)),
        bad("allows to sign", leaf -> leaf.usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)),
        bad("allows to sign", leaf -> leaf.usage(KeyUsage.digitalSignature | KeyUsage.cRLSign)),
        bad("without clientAuth", leaf -> leaf.purposes(KeyPurposeId.id_kp_serverAuth)),
        bad("without clientAuth", leaf -> leaf.purposes(KeyPurposeId.anyExtendedKeyUsage)),
        bad("SHA1", leaf -> leaf.algorithm("SHA1withECDSA")),
        bad("RSA key of 1024 bits", leaf -> leaf.key(TestCa.keys("RSA", 1024).getPublic())),
        bad("key of kind DSA", leaf -> leaf.key(TestCa.keys("DSA", 2048).getPublic())),
        bad("expired at", leaf -> leaf.life(Duration.ofHours(2), Duration.ofSeconds(-1))),
        bad("not valid before", leaf -> leaf.life(Duration.ofHours(-1), Duration.ofHours(2))));
  }

  @ParameterizedTest
  @MethodSource("badLeaves")
  void verify_badLeaf_isRefusedWithTheReason(String reason, UnaryOperator<Draft> spoil) {
    List<X509Certificate> chain = ca.chain(spoil.apply(leaf()));

    assertRefused(chain, reason);
  }

  @Test
  void verify_otherRoot_isRefused() {
    assertRefused(new TestCa(clock.instant()).svid(ID).chain(), "roots of weft.local");
  }

  @Test
  void verify_forgedSignature_isRefused() {
    KeyPair other = TestCa.keys("EC", 256);
    Draft forged = leaf().issuer(ca.intermediate.getSubjectX500Principal().getName(), other);

    assertRefused(ca.chain(forged), "chain:");
  }

  @Test
  void verify_missingIntermediate_isRefused() {
    assertRefused(List.of(leaf().sign()), "chain:");
  }

  @Test
  void verify_leafThatSignsAnother_isRefused() {
    X509Certificate middle = leaf().subject("CN=middle").sign();
    Draft below = leaf().issuer("CN=middle", keys);

    assertRefused(List.of(below.sign(), middle, ca.intermediate), "intermediate 1: is no CA");
  }

  @Test
  void verify_moreIntermediatesThanThePathLength_isRefused() {
    KeyPair middleKeys = TestCa.keys("EC", 256);
    X509Certificate middle =
        ca.builder()
            .subject("CN=middle")
            .issuer(ca.intermediate.getSubjectX500Principal().getName(), ca.intermediateKeys)
            .key(middleKeys.getPublic())
            .authority(0)
            .life(Duration.ofHours(1), Duration.ofHours(1))
            .sign();
    Draft below = leaf().issuer("CN=middle", middleKeys);

    assertRefused(List.of(below.sign(), middle, ca.intermediate), "chain:");
  }

  @Test
  void verify_rootPathLengthExceeded_isRefused() {
    X509Certificate narrow =
        ca.builder()
            .subject(ca.root.getSubjectX500Principal().getName())
            .issuer(ca.root.getSubjectX500Principal().getName(), ca.rootKeys)
            .key(ca.rootKeys.getPublic())
            .authority(0)
            .life(Duration.ofDays(1), Duration.ofDays(365))
            .sign();
    PeerVerifier narrowed = new PeerVerifier(new TrustBundle("weft.local", List.of(narrow)), clock);

    assertThatThrownBy(() -> narrowed.verify(ca.chain(leaf()), PeerRole.CLIENT))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("root: 1 intermediates below it (expected: at most 0)");
  }

  @Test
  void verify_expiredIntermediate_isRefused() {
    clock.advance(Duration.ofDays(301));
    Draft fresh = leaf().life(Duration.ofDays(1), Duration.ofDays(400));

    assertRefused(ca.chain(fresh), "intermediate 1: expired at");
  }

  @Test
  void verify_expiredRoot_isRefused() {
    clock.advance(Duration.ofDays(366));
    Draft fresh =
        leaf()
            .issuer(ca.root.getSubjectX500Principal().getName(), ca.rootKeys)
            .life(Duration.ofDays(1), Duration.ofDays(400));

    assertRefused(List.of(fresh.sign()), "root: expired at");
  }

  @Test
  void verify_clockReachesTheEnd_isRefused() throws Exception {
    List<X509Certificate> chain = ca.chain(leaf());
    clock.advance(Duration.ofHours(1));
    assertThat(verifier.verify(chain, PeerRole.CLIENT)).hasToString(ID);

    clock.advance(Duration.ofSeconds(1));

    assertRefused(chain, "leaf: expired at");
  }

  @Test
  void verify_emptyOrLongChain_isRefused() {
    assertRefused(List.of(), "0 certificates (expected: 1 to 5)");
    List<X509Certificate> chain = new ArrayList<>(ca.chain(leaf()));
    chain.addAll(Collections.nCopies(4, ca.intermediate));
    assertRefused(chain, "6 certificates (expected: 1 to 5)");
  }

  private Draft leaf() {
    return ca.leaf(ID, keys.getPublic());
  }

  private void assertRefused(List<X509Certificate> chain, String reason) {
    assertThatThrownBy(() -> verifier.verify(chain, PeerRole.CLIENT))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining(reason);
  }

  private static Arguments bad(String reason, UnaryOperator<Draft> spoil) {
    return Arguments.of(reason, spoil);
  }
}
