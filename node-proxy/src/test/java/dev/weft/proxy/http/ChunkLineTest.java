package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkLineTest {
  private static long size(String line) {
    ByteBuf in = Unpooled.copiedBuffer("x" + line + "\n", StandardCharsets.ISO_8859_1);
    return ChunkLine.size(in, 1, line.length() + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "5,5",
    "aF,175",
    "0005,5",
    "7fffffff,2147483647",
    "5;name,5",
    "5;name=value,5",
    "5;a=b;c=d,5",
    "5 ; a\t= \"b\",5",
    "5;a=\"\",5",
    "5;a=\"b;\\\" \u00e4\",5",
    "0;a,0",
  })
  void size_line_isWhatItSays(String line, long expected) {
    assertThat(size(line + "\r")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 5",
        "5 ",
        "5\t",
        "5 5",
        "5\t5",
        "5\r5",
        "5\u00005",
        "5\u000b",
        "+5",
        "-5",
        "0x5",
        "5_0",
        "g",
        "\uff15",
        "5,5",
        "5;",
        "5; ",
        "5;;a",
        "5;a=",
        "5;a ",
        "5;a b",
        "5;a=b c",
        "5;a=\"b",
        "5;a=\"b\"c",
        "5;a=\"b\\",
        "5;a=\"b\u0000\"",
        "5;a=\"b\\\u0000\"",
        "5;a=\"\r\"",
        "5;a\rb",
        "5;a\u00e4",
        "5;=b",
        ";a",
        "0000000000000005",
        "ffffffffffffffff5",
      })
  void size_noSuchLine_isMalformed(String line) {
    assertThat(size(line + "\r")).isEqualTo(ChunkLine.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5;a=\"\r\" ", "\r\u0000"})
  void size_lineThatEndsWithALineFeedAlone_isMalformed(String line) {
    assertThat(size(line)).isEqualTo(ChunkLine.MALFORMED);
  }
}
