package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpBlockTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3/31, 10.1.2.2, true",
    "10.1.2.3, 10.1.2.2, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 1.2.3.4, false",
    "::/0, fe80::1, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "2001:db8::1/65, 2001:db8::7fff:0:0:1, true",
    "2001:db8::1/65, 2001:db8::8000:0:0:1, false",
    "::ffff:10.0.0.0/104, 10.9.9.9, true",
    "::ffff:10.0.0.1, 10.0.0.1, true",
    "10.0.0.1, ::ffff:a00:1, true",
  })
  void contains_address_byPrefix(String block, String address, boolean contained) {
    IpBlock range = Objects.requireNonNull(IpBlock.parse(block));

    assertThat(range.contains(Objects.requireNonNull(IpAddress.parse(address))))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.b.c.d",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4/33",
        "1.2.3.4/",
        "1.2.3.4/08",
        "1.2.3.4/-1",
        "1.2.3.4/8/8",
        "::1/129",
        ":",
        ":::",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "fe80::1%eth0",
        "::1.2.3",
        "1.2.3.4::",
        "::ffff:1.2.3.4/95",
        "localhost",
        " 1.2.3.4",
        "1.2.3.4\n",
        "١.2.3.4",
      })
  void parse_noAddress_null(String text) {
    assertThat(IpBlock.parse(text)).isNull();
  }

  @Test
  void parse_anyAddressAsWrittenByTheJdk_equal() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      InetAddress address = InetAddress.getByAddress(bytes);

      assertThat(IpAddress.parse(address.getHostAddress())).isEqualTo(IpAddress.of(address));
    }
  }
}
