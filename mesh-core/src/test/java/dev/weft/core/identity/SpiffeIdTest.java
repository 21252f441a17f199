package dev.weft.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdTest {
  @Test
  void parse_wellFormed_roundTrips() {
    SpiffeId id = SpiffeId.parse("spiffe://weft.local/ns/shop/sa/orders");

    assertThat(id).isEqualTo(new SpiffeId("weft.local", "shop", "orders"));
    assertThat(id).hasToString("spiffe://weft.local/ns/shop/sa/orders");
    assertThat(id.principal()).isEqualTo("weft.local/ns/shop/sa/orders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spiffe://weft.local",
        "spiffe://weft.local/ns/shop/sa/orders/",
        "spiffe://weft.local/ns/shop/sa/",
        "spiffe://weft.local/ns/../sa/orders",
        "spiffe://WEFT.local/ns/shop/sa/orders",
        "SPIFFE://weft.local/ns/shop/sa/orders",
        "spiffe://weft.local:8443/ns/shop/sa/orders",
        "spiffe://user@weft.local/ns/shop/sa/orders",
        "spiffe://weft.local/ns/shop/sa/orders?x=1",
        "spiffe://weft.local/ns/shop/sa/or%64ers",
        "spiffe://weft.local/ns/shop/sa/orders\n",
        "https://weft.local/ns/shop/sa/orders",
      })
  void parse_malformed_isRefused(String uri) {
    assertThatIllegalArgumentException().isThrownBy(() -> SpiffeId.parse(uri));
  }
}
