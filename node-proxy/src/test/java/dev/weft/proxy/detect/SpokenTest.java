package dev.weft.proxy.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTest {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /a HTTP/1.1|HTTP1",
        "OPTIONS * HTTP/1.1|HTTP1",
        "GET http://a/ HTTP/1.1|HTTP1",
        "PRI * HTTP/1.1|HTTP1",
        "MKCOL /|HTTP1",
        "G|UNDECIDED",
        "GET|UNDECIDED",
        "GET htt|UNDECIDED",
        "PRI * HTTP/2.0|UNDECIDED",
        "get /a HTTP/1.1|OTHER",
        "EHLO mail.test|OTHER",
        "PING\\r\\n|OTHER",
        "SSH-2.0-x|OTHER",
        "GETGETGETGETGETGETGETGETGETGETGETGET|OTHER",
      })
  void of_firstBytes_tellWhatIsSpoken(String bytes, Spoken expected) {
    assertThat(of(bytes.translateEscapes())).isEqualTo(expected);
  }

  @Test
  void of_prefaceOfHttp2_isHttp2WhenWhole() {
    for (int length = 1; length < PREFACE.length(); length++) {
      assertThat(of(PREFACE.substring(0, length)))
          .as("%d bytes", length)
          .isEqualTo(Spoken.UNDECIDED);
    }
    assertThat(of(PREFACE)).isEqualTo(Spoken.HTTP2);
  }

  @Test
  void of_binary_isOther() {
    assertThat(Spoken.of(Unpooled.wrappedBuffer(new byte[] {0, 1, 2}))).isEqualTo(Spoken.OTHER);
    assertThat(Spoken.of(Unpooled.wrappedBuffer(new byte[] {' '}))).isEqualTo(Spoken.OTHER);
  }

  private static Spoken of(String text) {
    ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    return Spoken.of(bytes);
  }
}
