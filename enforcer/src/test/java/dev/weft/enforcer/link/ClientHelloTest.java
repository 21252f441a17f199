package dev.weft.enforcer.link;

import static dev.weft.enforcer.link.ClientHello.Sniff.FOREIGN;
import static dev.weft.enforcer.link.ClientHello.Sniff.MESH;
import static dev.weft.enforcer.link.ClientHello.Sniff.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHelloTest {
  @Test
  void sniff_helloWithTheMark_isMesh() throws Exception {
    assertThat(sniff(hello("weft/1"))).isEqualTo(MESH);
    assertThat(sniff(hello("h2", "weft/1"))).isEqualTo(MESH);
  }

  @Test
  void sniff_everyPrefixOfAHello_isUndecided() throws Exception {
    byte[] hello = hello("weft/1");

    for (int length = 0; length < hello.length; length++) {
      assertThat(sniff(Arrays.copyOf(hello, length))).as("%d bytes", length).isEqualTo(UNDECIDED);
    }
  }

  @Test
  void sniff_bytesAfterTheHello_changeNothing() throws Exception {
    byte[] hello = hello("weft/1");

    assertThat(sniff(Arrays.copyOf(hello, hello.length + 100))).isEqualTo(MESH);
  }

  @Test
  void sniff_helloOfSomebodyElse_isForeign() throws Exception {
    assertThat(sniff(hello())).isEqualTo(FOREIGN);
    assertThat(sniff(hello("h2", "http/1.1"))).isEqualTo(FOREIGN);
    assertThat(sniff(hello("weft/1x"))).isEqualTo(FOREIGN);
    assertThat(sniff(hello("weft/"))).isEqualTo(FOREIGN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET / HTTP/1.1\r\n",
        "PRI * HTTP/2.0",
        "SSH-2.0-x",
        "\0",
        "\u0015\u0003",
        "\u0016\u0002"
      })
  void sniff_noTlsHandshake_isForeignFromTheFirstBytes(String text) {
    assertThat(sniff(text.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(FOREIGN);
  }

  @Test
  void sniff_recordLongerThanAny_isForeignAtOnce() {
    assertThat(sniff(new byte[] {22, 3, 1, 0x40, 0x01})).isEqualTo(FOREIGN);
    assertThat(sniff(new byte[] {22, 3, 1, 0, 3})).isEqualTo(FOREIGN);
  }

  @Test
  void sniff_helloCutOverTwoRecords_isForeign() throws Exception {
    byte[] hello = hello("weft/1");
    int half = (hello.length - 5) / 2;
    ByteBuffer cut = ByteBuffer.allocate(5 + half);
    cut.put(hello, 0, 3).putShort((short) half).put(hello, 5, half);

    assertThat(sniff(cut.array())).isEqualTo(FOREIGN);
  }

  /** Whatever the bytes: an answer, and never MESH unless the mark is really in the bytes. */
  @Test
  void sniff_mutatedHellos_neverThrowsAndNeverInventsTheMark() throws Exception {
    long seed = Long.getLong("weft.test.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] hello = hello("weft/1");
    for (int run = 0; run < 20_000; run++) {
      byte[] mutated = hello.clone();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(mutated, random.nextInt(mutated.length + 20));

      ClientHello.Sniff sniff = sniff(cut);

      if (sniff == MESH) {
        assertThat(new String(cut, StandardCharsets.ISO_8859_1))
            .as("seed %d, run %d", seed, run)
            .contains("weft/1");
      }
    }
  }

  private static ClientHello.Sniff sniff(byte[] bytes) {
    byte[] shifted = new byte[bytes.length + 7];
    System.arraycopy(bytes, 0, shifted, 7, bytes.length);
    return ClientHello.sniff(shifted, 7, shifted.length);
  }

  /** What the JDK's TLS says first. */
  private static byte[] hello(String... protocols) throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("orders.shop", 443);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(32 * 1024);
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }
}
