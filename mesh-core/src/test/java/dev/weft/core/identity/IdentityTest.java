package dev.weft.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.TestClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private final TestCa ca = new TestCa(new TestClock().instant());
  private final Svid svid = ca.svid("spiffe://weft.local/ns/shop/sa/orders");

  @Test
  void toString_ofEachPart_showsNoKey() {
    Identity identity = new Identity(svid, ca.bundle());

    assertThat(identity.toString())
        .contains("spiffe://weft.local/ns/shop/sa/orders")
        .doesNotContain(svid.key().toString())
        .doesNotContain("PrivateKey");
  }

  @Test
  void new_bundleOfAnotherTrustDomain_isRefused() {
    TrustBundle other = new TrustBundle("other.local", List.of(ca.root));

    assertThatIllegalArgumentException().isThrownBy(() -> new Identity(svid, other));
  }

  @Test
  void newBundle_ofALeafOrOfNothing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrustBundle("weft.local", List.of(svid.leaf())));
    assertThatIllegalArgumentException().isThrownBy(() -> new TrustBundle("weft.local", List.of()));
  }
}
