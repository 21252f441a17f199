package dev.weft.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.TestClock;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinnedServerVerifierTest {
  private static final String SERVER = "spiffe://weft.local/ns/weft-system/sa/policy-server";

  private final TestClock clock = new TestClock();
  private final TestCa ca = new TestCa(clock.instant());

  @Test
  void verify_chainToThePinnedRoot_namesTheServer() throws Exception {
    assertThat(verifier(ca.root).verify(withRoot(ca, SERVER))).hasToString(SERVER);
  }

  @Test
  void verify_chainToOneOfSeveralPins_namesTheServer() throws Exception {
    CaPin other = CaPin.of(new TestCa(clock.instant()).root);

    assertThat(
            new PinnedServerVerifier(List.of(other, CaPin.of(ca.root)), clock)
                .verify(withRoot(ca, SERVER)))
        .hasToString(SERVER);
    assertRefused(
        new PinnedServerVerifier(List.of(other), clock), withRoot(ca, SERVER), other.value());
    assertRefused(
        new PinnedServerVerifier(List.of(), clock), withRoot(ca, SERVER), "has the pinned key");
  }

  @Test
  void verify_rootOfTheMesh_chainIsKnownAgainAfterTheJoin() throws Exception {
    PeerVerifier ofTheMesh = PeerVerifier.shared(ca.bundle(), clock);

    assertThat(verifier(ca.root).verify(withRoot(ca, SERVER))).hasToString(SERVER);

    assertThat(PeerVerifier.shared(ca.bundle(), clock)).isSameAs(ofTheMesh);
    assertThat(ofTheMesh.known()).isOne();
  }

  @Test
  void verify_rootNotPresented_isRefused() {
    assertRefused(verifier(ca.root), ca.svid(SERVER).chain(), "has the pinned key");
  }

  @Test
  void verify_otherCa_isRefused() {
    assertRefused(
        verifier(ca.root), withRoot(new TestCa(clock.instant()), SERVER), "make a new token");
  }

  @Test
  void verify_pinnedRootAppendedToAnotherChain_isRefused() {
    List<X509Certificate> chain = new ArrayList<>(new TestCa(clock.instant()).svid(SERVER).chain());
    chain.add(ca.root);

    assertRefused(verifier(ca.root), chain, "chain:");
  }

  @Test
  void verify_workloadOfTheSameCa_isRefused() {
    assertRefused(
        verifier(ca.root),
        withRoot(ca, "spiffe://weft.local/ns/shop/sa/orders"),
        "policy server: spiffe://weft.local/ns/shop/sa/orders");
  }

  @Test
  void verify_pinOfTheLeaf_isRefused() {
    List<X509Certificate> chain = withRoot(ca, SERVER);

    assertRefused(verifier(chain.get(0)), chain, "pinned CA: is no CA certificate");
  }

  private PinnedServerVerifier verifier(X509Certificate pinned) {
    try {
      return new PinnedServerVerifier(List.of(CaPin.of(pinned)), clock);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<X509Certificate> withRoot(TestCa ca, String id) {
    List<X509Certificate> chain = new ArrayList<>(ca.svid(id).chain());
    chain.add(ca.root);
    return chain;
  }

  private static void assertRefused(
      PinnedServerVerifier verifier, List<X509Certificate> chain, String reason) {
    assertThatThrownBy(() -> verifier.verify(chain))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining(reason);
  }
}
