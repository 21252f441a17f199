package dev.weft.proxy.inpod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.directory.IpLiteral;
import org.junit.jupiter.api.Test;

class PodAddressesTest {
  @Test
  void read_listingOfIp_givesEveryAddress() {
    // As iproute2 6.1 writes it; the fourth is of a link with a peer.
    String listing =
        """
        1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
        1: lo    inet6 ::1/128 scope host \\       valid_lft forever preferred_lft forever
        2: eth0    inet 10.1.0.9/24 scope global eth0\\       valid_lft forever preferred_lft forever
        3: tun0    inet 10.9.0.1 peer 10.9.0.2/32 scope global tun0\\       valid_lft forever
        2: eth0    inet6 fd00::9/64 scope global nodad \\       valid_lft forever
        """;

    assertThat(PodAddresses.read(listing))
        .containsExactlyInAnyOrder(
            IpLiteral.parse("127.0.0.1"),
            IpLiteral.parse("::1"),
            IpLiteral.parse("10.1.0.9"),
            IpLiteral.parse("10.9.0.1"),
            IpLiteral.parse("fd00::9"));
  }
}
