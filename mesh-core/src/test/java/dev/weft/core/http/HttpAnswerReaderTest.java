package dev.weft.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerReaderTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @Test
  void read_contentLength_readsExactlyThat() throws Exception {
    HttpAnswer answer = read(OK + "content-length: 5\r\n\r\nhello");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("hello");
    assertThat(answer.keepAlive()).isTrue();
  }

  @Test
  void read_chunked_joinsTheChunks() throws Exception {
    HttpAnswer answer =
        read(OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\nA\r\n0123456789\r\n0\r\n\r\n");

    assertThat(text(answer)).isEqualTo("hel0123456789");
  }

  @Test
  void read_interimAnswer_isSkipped() throws Exception {
    assertThat(read("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 204\r\n\r\n").status())
        .isEqualTo(204);
  }

  @Test
  void read_moreThanTheAnswer_endsTheConnection() throws Exception {
    assertThat(read(OK + "content-length: 0\r\n\r\nHTTP/1.1").keepAlive()).isFalse();
    assertThat(read(OK + "content-length: 0\r\nConnection: close\r\n\r\n").keepAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 200 OK\rX\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
        OK + "\r\n",
        OK + "content-length: 1\r\ncontent-length: 1\r\n\r\nx",
        OK + "content-length: 1, 1\r\n\r\nx",
        OK + "content-length: +1\r\n\r\nx",
        OK + "content-length: -1\r\n\r\nx",
        OK + "content-length: 0x1\r\n\r\nx",
        OK + "content-length : 1\r\n\r\nx",
        OK + " content-length: 1\r\n\r\nx",
        OK + "a: b\r\n content-length: 1\r\n\r\nx",
        OK + "content-length: 1025\r\n\r\nx",
        OK + "content-length: 9999999999999999999\r\n\r\nx",
        OK + "content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        OK + "transfer-encoding: identity\r\n\r\n",
        OK + "content-encoding: gzip\r\ncontent-length: 1\r\n\r\nx",
        OK + "transfer-encoding: chunked\r\n\r\n-1\r\n\r\n",
        OK + "transfer-encoding: chunked\r\n\r\n1;x=y\r\na\r\n0\r\n\r\n",
        OK + "transfer-encoding: chunked\r\n\r\nFFFFFFFF\r\n",
        OK + "transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\n",
        OK + "transfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        OK + "transfer-encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n",
        "HTTP/1.1 204 No\r\ncontent-length: 1\r\n\r\nx",
        "HTTP/1.1 204 No\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      })
  void read_ambiguousOrMalformed_isRefused(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(MalformedAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200",
        OK + "content-length: 2\r\n",
        OK + "content-length: 2\r\n\r\nx",
        OK + "transfer-encoding: chunked\r\n\r\n1\r\nx\r\n",
      })
  void read_cutShort_isAnEndOfStream(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(EOFException.class);
  }

  @Test
  void read_tooManyHeaders_isRefused() {
    assertThatThrownBy(() -> read(OK + "a: b\r\n".repeat(101) + "\r\n"))
        .hasMessageContaining("more than 100 header lines");
    assertThatThrownBy(() -> read(OK + ("a: " + "b".repeat(5000) + "\r\n").repeat(10)))
        .hasMessageContaining("too long");
  }

  private static HttpAnswer read(String bytes) throws IOException {
    byte[] input = bytes.getBytes(StandardCharsets.ISO_8859_1);
    return new HttpAnswerReader(new HttpInput(new ByteArrayInputStream(input)), 1024).read();
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
