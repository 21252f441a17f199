package dev.weft.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.directory.Directory;
import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.directory.IpLiteral;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeshNamesTest {
  private static final Directory DIRECTORY =
      new Directory(
          List.of(
              endpoint("10.0.0.1", 8080, "orders"),
              endpoint("10.0.0.2", 8080, "orders"),
              endpoint("10.0.0.2", 9090, "orders"),
              endpoint("10.0.0.3", 8080, "cart")));

  private final MeshNames names = new MeshNames(DIRECTORY);

  private static DirectoryEndpoint endpoint(String address, int port, String account) {
    return new DirectoryEndpoint(
        IpLiteral.parse(address),
        port,
        Set.of(new SpiffeId("weft.local", "shop", account)),
        MutualTlsMode.STRICT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders.shop",
        "ORDERS.Shop",
        "orders.shop.",
        "orders.shop.svc",
        "orders.shop.svc.cluster.local",
        "orders.shop.svc.cluster.local.",
      })
  void find_everySpelling_isWhereTheWorkloadsListenOnThatPort(String host) {
    assertThat(names.find(host, 8080))
        .containsExactlyInAnyOrder(
            new InetSocketAddress(IpLiteral.parse("10.0.0.1"), 8080),
            new InetSocketAddress(IpLiteral.parse("10.0.0.2"), 8080));
    assertThat(names.find(host, 9090)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"orders", "orders.back", "a.orders.shop", "orders.shop.com", "", "..", "10.0.0.1"})
  void find_otherNames_areNobodys(String host) {
    assertThat(names.find(host, 8080)).isNull();
  }

  @Test
  void isTheMeshs_nameInANamespaceOfTheMesh_whoeverHasIt() {
    assertThat(names.find("nobody.shop", 8080)).isNull();
    assertThat(names.isTheMeshs("nobody.shop")).isTrue();
    assertThat(names.isTheMeshs("nobody.shop.svc")).isTrue();
    assertThat(names.isTheMeshs("nobody.example")).isFalse();
    assertThat(names.isTheMeshs("shop")).isFalse();
  }
}
