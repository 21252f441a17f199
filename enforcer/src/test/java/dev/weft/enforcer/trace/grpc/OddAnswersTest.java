package dev.weft.enforcer.trace.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twitter.hpack.Encoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers that answer in ways that grpc-java's does not. */
class OddAnswersTest {
  private static final int PADDED = 8;
  private static final int PRIORITY = 0x20;

  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private void says(int type, int flags, int stream, byte[] payload) throws IOException {
    new Frame(type, flags, stream, payload).write(answer);
  }

  private CallStatus call() throws IOException {
    return new UnaryCall(URI.create("http://c:1"), "/a.B/C", Map.of())
        .make(new ByteArrayInputStream(answer.toByteArray()), sent, new byte[] {1});
  }

  private static byte[] headers(String... namesAndValues) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    Encoder encoder = new Encoder(0);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      encoder.encodeHeader(
          block,
          namesAndValues[i].getBytes(StandardCharsets.ISO_8859_1),
          namesAndValues[i + 1].getBytes(StandardCharsets.ISO_8859_1),
          false);
    }
    return block.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(it -> it.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  @Test
  void make_paddedHeaderInPieces_read() throws Exception {
    byte[] block = headers(":status", "200", "grpc-status", "0");
    byte[] first = Arrays.copyOf(block, 3);
    byte[] rest = Arrays.copyOfRange(block, 3, block.length);
    byte[] priority = {0, 0, 0, 0, 7};

    says(Frame.SETTINGS, 0, 0, bytes());
    says(
        Frame.HEADERS,
        PADDED | PRIORITY | Frame.END_STREAM,
        1,
        joined(new byte[] {2}, priority, first, new byte[2]));
    says(Frame.CONTINUATION, Frame.END_HEADERS, 1, rest);

    assertThat(call().isOk()).isTrue();
  }

  @Test
  void make_proxyAnswersWithoutGrpc_itsStatus() throws Exception {
    says(Frame.HEADERS, Frame.END_HEADERS, 1, headers(":status", "503"));
    says(Frame.DATA, Frame.END_STREAM, 1, new byte[100]);

    CallStatus status = call();

    assertThat(status).hasToString("status 503");
    assertThat(status.isOk()).isFalse();
    assertThat(status.isRetryable()).isTrue();
  }

  @Test
  void make_answerWithoutAnyStatusOfGrpc_notOk() throws Exception {
    says(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1, headers(":status", "200"));

    assertThat(call().isOk()).isFalse();
  }

  @Test
  void make_pingBeforeTheAnswer_isAnswered() throws Exception {
    says(Frame.PING, 0, 0, bytes(1, 2, 3, 4, 5, 6, 7, 8));
    says(Frame.GOAWAY, 0, 0, bytes(0, 0, 0, 1, 0, 0, 0, 0));
    says(
        Frame.HEADERS,
        Frame.END_HEADERS | Frame.END_STREAM,
        1,
        headers(":status", "200", "grpc-status", "0"));

    assertThat(call().isOk()).isTrue();
    assertThat(sent.toString(StandardCharsets.ISO_8859_1))
        .endsWith("\0\0\u0008\u0006\u0001\0\0\0\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void make_streamReset_failsWithItsCode() throws Exception {
    says(Frame.RST_STREAM, 0, 1, bytes(0, 0, 0, 11));

    assertFails("answer: stream reset, code 11");
  }

  @Test
  void make_goesAwayBeforeTheCall_fails() throws Exception {
    says(Frame.GOAWAY, 0, 0, bytes(0, 0, 0, 0, 0, 0, 0, 0));

    assertFails("answer: the server goes away (expected: a status of gRPC)");
  }

  @Test
  void make_endsEarly_fails() {
    assertFails("answer: connection ended (expected: a status of gRPC)");
  }

  @Test
  void make_answersInOldHttp_fails() throws Exception {
    answer.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    assertFails("answer: frame of 4740180 bytes (expected: HTTP/2, with at most 16384)");
  }

  @Test
  void make_endlessHeader_failsAfterABound() throws Exception {
    says(Frame.HEADERS, 0, 1, new byte[Frame.MAX_PAYLOAD]);
    for (int i = 0; i < 4; i++) {
      says(Frame.CONTINUATION, 0, 1, new byte[Frame.MAX_PAYLOAD]);
    }

    assertFails("answer: header too long (expected: at most 65535 bytes)");
  }

  @Test
  void make_endlessMessage_failsAfterABound() throws Exception {
    says(Frame.HEADERS, Frame.END_HEADERS, 1, headers(":status", "200"));
    for (int i = 0; i < 5; i++) {
      says(Frame.DATA, 0, 1, new byte[Frame.MAX_PAYLOAD]);
    }

    assertFails("answer: too long (expected: at most 65535 bytes)");
  }

  @Test
  void make_morePaddingThanPayload_fails() throws Exception {
    says(Frame.HEADERS, PADDED | Frame.END_HEADERS, 1, bytes(200, 1));

    assertFails("answer: padding of 200 bytes (expected: less)");
  }

  @Test
  void make_malformedHpack_fails() throws Exception {
    says(Frame.HEADERS, Frame.END_HEADERS, 1, bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff));

    assertThatThrownBy(this::call).isInstanceOf(IOException.class);
  }

  private void assertFails(String message) {
    assertThatThrownBy(this::call).isInstanceOf(IOException.class).hasMessage(message);
  }
}
