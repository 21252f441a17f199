package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.rules.Destination;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TakenDestinationsTest {
  private static final Set<SpiffeId> SOMEBODY =
      Set.of(SpiffeId.parse("spiffe://weft.local/ns/shop/sa/orders"));
  private static final Destination STRICT = new Destination.Meshed(SOMEBODY, true);
  private static final Destination PERMISSIVE = new Destination.Meshed(SOMEBODY, false);

  private final TakenDestinations destinations = new TakenDestinations();

  private static InetSocketAddress port(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void taken_ofTheMesh_isRememberedAndLeftAsItIs() {
    assertThat(destinations.taken(port(1), STRICT)).isSameAs(STRICT);
    assertThat(destinations.taken(port(2), PERMISSIVE)).isSameAs(PERMISSIVE);
    assertThat(destinations.taken(port(3), Destination.OUTSIDE)).isSameAs(Destination.OUTSIDE);
    assertThat(destinations.all()).containsExactlyInAnyOrder(port(1), port(2));
  }

  @Test
  void taken_moreThanAreRemembered_forgetsTheLongestUnused() {
    for (int i = 1; i <= TakenDestinations.MOST; i++) {
      destinations.taken(port(i), STRICT);
    }
    destinations.taken(port(1), STRICT);
    destinations.taken(port(5000), STRICT);
    assertThat(destinations.all())
        .hasSize(TakenDestinations.MOST)
        .contains(port(1), port(5000))
        .doesNotContain(port(2));
  }

  @Test
  void taken_whileLeaving_isPlainOrForbidden() {
    destinations.leaving(true);
    assertThat(destinations.taken(port(1), PERMISSIVE)).isSameAs(Destination.OUTSIDE);
    assertThat(destinations.taken(port(2), STRICT)).isInstanceOf(Destination.Forbidden.class);
    assertThat(destinations.all()).isEmpty();

    destinations.leaving(false);
    assertThat(destinations.taken(port(1), PERMISSIVE)).isSameAs(PERMISSIVE);
  }
}
