package dev.weft.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.TestClock;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifiedChainsTest {
  private static final String ID = "spiffe://weft.local/ns/shop/sa/orders";

  private final TestClock clock = new TestClock();
  private final TestCa ca = new TestCa(clock.instant());
  private final VerifiedChains chains = new VerifiedChains();
  private final List<X509Certificate> certificates = ca.svid(ID).chain();
  private final PresentedChain chain = presented(certificates);

  private static PresentedChain presented(List<X509Certificate> certificates) {
    try {
      return PresentedChain.of(certificates);
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  private Verified good() {
    return Verified.of(SpiffeId.parse(ID), certificates, ca.root);
  }

  @Test
  void find_chainThatWasAdded_isKnownInItsRoleOnly() {
    chains.add(chain, PeerRole.CLIENT, good(), clock.instant());

    assertThat(chains.find(chain, PeerRole.CLIENT, clock.instant())).hasToString(ID);
    assertThat(chains.find(chain, PeerRole.SERVER, clock.instant())).isNull();
    assertThat(chains.find(presented(certificates.subList(0, 1)), PeerRole.CLIENT, clock.instant()))
        .isNull();
    assertThat(chains.find(presented(ca.svid(ID).chain()), PeerRole.CLIENT, clock.instant()))
        .isNull();
  }

  @Test
  void kept_chainThatIsKnown_isTheOneThatWasAddedFirst() {
    PresentedChain same = presented(certificates);
    assertThat(chains.kept(same, PeerRole.CLIENT)).isSameAs(same);

    chains.add(chain, PeerRole.CLIENT, good(), clock.instant());

    assertThat(chains.kept(same, PeerRole.CLIENT)).isSameAs(chain).isNotSameAs(same);
  }

  @Test
  void find_afterItsLeafExpired_isForgotten() {
    chains.add(chain, PeerRole.CLIENT, good(), clock.instant());
    clock.advance(Duration.ofHours(2));

    assertThat(chains.find(chain, PeerRole.CLIENT, clock.instant())).isNull();
    assertThat(chains.size()).isZero();
  }

  @Test
  void add_moreThanMost_forgetsTheOldest() {
    KeyPair keys = TestCa.keys("EC", 256);
    chains.add(chain, PeerRole.CLIENT, good(), clock.instant());
    for (int i = 0; i < VerifiedChains.MOST; i++) {
      PresentedChain other = presented(ca.chain(ca.leaf(ID, keys.getPublic())));
      chains.add(other, PeerRole.CLIENT, good(), clock.instant());
    }

    assertThat(chains.size()).isEqualTo(VerifiedChains.MOST);
    assertThat(chains.find(chain, PeerRole.CLIENT, clock.instant())).isNull();
  }

  @Test
  void add_afterOthersExpired_forgetsThem() {
    chains.add(chain, PeerRole.CLIENT, good(), clock.instant());
    chains.add(chain, PeerRole.SERVER, good(), clock.instant());
    clock.advance(Duration.ofHours(2));
    PresentedChain renewed = presented(ca.svid(ID).chain());

    chains.add(renewed, PeerRole.CLIENT, lasting(Duration.ofHours(3)), clock.instant());

    assertThat(chains.size()).isOne();
    assertThat(chains.find(renewed, PeerRole.CLIENT, clock.instant())).hasToString(ID);
  }

  @Test
  void add_othersThatStillHold_areKept() {
    chains.add(chain, PeerRole.CLIENT, lasting(Duration.ofHours(3)), clock.instant());
    chains.add(chain, PeerRole.SERVER, good(), clock.instant());
    clock.advance(Duration.ofHours(2));

    PresentedChain renewed = presented(ca.svid(ID).chain());
    chains.add(renewed, PeerRole.CLIENT, lasting(Duration.ofHours(3)), clock.instant());

    assertThat(chains.find(chain, PeerRole.CLIENT, clock.instant())).hasToString(ID);
  }

  private Verified lasting(Duration time) {
    return new Verified(SpiffeId.parse(ID), Instant.MIN, clock.instant().plus(time));
  }

  @Test
  void verifier_knownChainThatHasExpired_isRefusedAsBefore() throws Exception {
    PeerVerifier verifier = new PeerVerifier(ca.bundle(), clock);
    assertThat(verifier.verify(chain, PeerRole.CLIENT)).hasToString(ID);
    assertThat(verifier.verify(chain, PeerRole.CLIENT)).hasToString(ID);
    clock.advance(Duration.ofHours(2));

    assertThatThrownBy(() -> verifier.verify(chain, PeerRole.CLIENT))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("expired");
  }

  @Test
  void shared_anotherBundle_doesNotKnowWhatTheFirstOneTook() throws Exception {
    PeerVerifier first = PeerVerifier.shared(ca.bundle(), clock);
    assertThat(first.verify(chain, PeerRole.CLIENT)).hasToString(ID);
    assertThat(PeerVerifier.shared(ca.bundle(), clock)).isSameAs(first);

    TrustBundle other = new TestCa(clock.instant()).bundle();
    assertThatThrownBy(() -> PeerVerifier.shared(other, clock).verify(chain, PeerRole.CLIENT))
        .isInstanceOf(CertificateException.class);
  }
}
