package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the pieces are in which a body comes, its lines are looked at, and nothing else is. */
class ChunkedBodyTest {
  private static final String HEAD =
      "POST /one HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  /** What would be a malformed line, if it were one. */
  private static final String NO_LINE = "5 5\r\n\n";

  private static final String PLAIN =
      "POST /two HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n" + NO_LINE;

  private final EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder());
  private final StringBuilder content = new StringBuilder();
  private final List<String> heads = new ArrayList<>();
  private int failures;

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  private void decode(String text, int piece) {
    for (int start = 0; start < text.length(); start += piece) {
      String next = text.substring(start, Math.min(start + piece, text.length()));
      channel.writeInbound(Unpooled.copiedBuffer(next, StandardCharsets.ISO_8859_1));
    }
    for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
      failures += part.decoderResult().isFailure() ? 1 : 0;
      if (part instanceof HttpRequest request) {
        heads.add(request.uri());
      } else if (part instanceof HttpContent body) {
        ByteBuf bytes = body.content();
        content.append(bytes.toString(StandardCharsets.ISO_8859_1));
        body.release();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 100, 1_000_000})
  void chunks_inPiecesOfAnySize_areRead(int piece) {
    String large = NO_LINE.repeat(30_000);
    String trailers = "0;a\r\nx: 5 5\r\n\r\n";
    decode(
        HEAD
            + "6;a=b\r\n"
            + NO_LINE
            + "\r\n"
            + Integer.toHexString(large.length())
            + "\r\n"
            + large
            + "\r\n"
            + trailers
            + PLAIN
            + HEAD
            + "6\r\n"
            + NO_LINE
            + "\r\n0\r\n\r\n",
        piece);

    assertThat(failures).isZero();
    assertThat(heads).containsExactly("/one", "/two", "/one");
    assertThat(content.toString()).isEqualTo(NO_LINE.repeat(30_003));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 100, 1_000_000})
  void chunks_withAMalformedLine_failOnceAndNothingBehindIsRead(int piece) {
    String good = HEAD + "5\r\nhello\r\n0\r\n\r\n";
    decode(good + HEAD + "5\r\nhello\r\n5 5\r\nworld\r\n0\r\n\r\n" + PLAIN, piece);

    assertThat(failures).isEqualTo(1);
    assertThat(heads).containsExactly("/one", "/one");
    assertThat(content.toString()).isEqualTo("hellohello");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000_000})
  void line_thatIsTooLong_fails(int piece) {
    decode(HEAD + "5;a=" + "b".repeat(2000), piece);

    assertThat(failures).isEqualTo(1);
  }
}
