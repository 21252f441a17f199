package dev.weft.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
  private static final SpiffeId ORDERS = new SpiffeId("weft.local", "shop", "orders");
  private static final SpiffeId CART = new SpiffeId("weft.local", "shop", "cart");

  @Test
  void find_knownPlace_isThere() {
    Directory directory = directory("10.0.0.5", "2001:db8::1");

    assertThat(directory.find(IpLiteral.parse("10.0.0.5"), 80)).isPresent();
    assertThat(directory.find(IpLiteral.parse("2001:db8:0::0:1"), 80)).isPresent();
    assertThat(directory.find(IpLiteral.parse("10.0.0.5"), 81)).isEmpty();
    assertThat(directory.find(IpLiteral.parse("10.0.0.6"), 80)).isEmpty();
  }

  @Test
  void find_mappedAddress_meansTheV4Address() throws Exception {
    byte[] bytes = new byte[16];
    bytes[10] = bytes[11] = (byte) 0xFF;
    bytes[12] = 10;
    bytes[15] = 5;
    InetAddress mapped = Inet6Address.getByAddress(null, bytes, 3);
    assertThat(mapped).isInstanceOf(Inet6Address.class);

    assertThat(directory("10.0.0.5").find(mapped, 80)).isPresent();
    assertThat(directory("::ffff:10.0.0.5").find(IpLiteral.parse("10.0.0.5"), 80)).isPresent();
  }

  @Test
  void find_wildcard_meansLoopbackOfItsFamily() {
    assertThat(directory("127.0.0.1").find(IpLiteral.parse("0.0.0.0"), 80)).isPresent();
    assertThat(directory("::1").find(IpLiteral.parse("::"), 80)).isPresent();
    assertThat(directory("127.0.0.1").find(IpLiteral.parse("::"), 80)).isEmpty();
  }

  @Test
  void find_scopedAddress_ignoresTheScope() throws Exception {
    InetAddress plain = IpLiteral.parse("fe80::1");
    InetAddress scoped = Inet6Address.getByAddress(null, plain.getAddress(), 7);

    assertThat(directory("fe80::1").find(scoped, 80)).isPresent();
    assertThat(IpLiteral.text(scoped)).doesNotContain("%");
  }

  @Test
  void new_samePlaceTwice_joinsPrincipalsAndTakesTheStrongerMode() {
    InetAddress address = IpLiteral.parse("10.0.0.5");
    Directory directory =
        new Directory(
            List.of(
                new DirectoryEndpoint(address, 80, Set.of(ORDERS), MutualTlsMode.STRICT),
                new DirectoryEndpoint(address, 80, Set.of(CART), MutualTlsMode.DISABLE)));

    assertThat(directory.find(address, 80))
        .contains(new DirectoryEndpoint(address, 80, Set.of(ORDERS, CART), MutualTlsMode.STRICT));
    assertThat(directory.endpoints()).hasSize(1);
  }

  @Test
  void newEndpoint_nobodyMayAnswer_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DirectoryEndpoint(
                    IpLiteral.parse("10.0.0.5"), 80, Set.of(), MutualTlsMode.STRICT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0",
        "10.0.0.05",
        "10.0.0.256",
        "10.0.0.5.",
        "1:2",
        "fe80::1%1",
        "[::1]",
        "abcd",
        "0x7f.0.0.1",
        "2130706433",
        ":",
        "::1::",
        "10.0.0.5\n"
      })
  void parse_noLiteral_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpLiteral.parse(text));
  }

  @Test
  void with_manyChanges_equalsADirectoryMadeAtOnce() {
    long seed = 20240611L;
    SplittableRandom random = new SplittableRandom(seed);
    Map<Integer, DirectoryEndpoint> expected = new HashMap<>();
    Directory directory = Directory.EMPTY;
    for (int round = 0; round < 400; round++) {
      Map<Integer, DirectoryEndpoint> changed = new HashMap<>();
      Set<Integer> removed = new HashSet<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        int port = 1 + random.nextInt(1500);
        if (random.nextInt(3) == 0) {
          removed.add(port);
        } else {
          changed.put(port, endpoint(port, random.nextBoolean() ? ORDERS : CART));
        }
      }
      removed.removeAll(changed.keySet());
      expected.keySet().removeAll(removed);
      expected.putAll(changed);
      directory =
          directory.with(
              changed.values(),
              removed.stream()
                  .map(port -> new InetSocketAddress(IpLiteral.parse("10.0.0.1"), port))
                  .toList());

      assertThat(directory.size()).as("seed %d round %d", seed, round).isEqualTo(expected.size());
      assertThat(directory.endpoints())
          .as("seed %d round %d", seed, round)
          .containsExactlyInAnyOrderElementsOf(expected.values());
    }
  }

  private static DirectoryEndpoint endpoint(int port, SpiffeId principal) {
    return new DirectoryEndpoint(
        IpLiteral.parse("10.0.0.1"), port, Set.of(principal), MutualTlsMode.STRICT);
  }

  private static Directory directory(String... addresses) {
    return new Directory(
        java.util.Arrays.stream(addresses)
            .map(
                address ->
                    new DirectoryEndpoint(
                        IpLiteral.parse(address), 80, Set.of(ORDERS), MutualTlsMode.STRICT))
            .toList());
  }
}
