package dev.weft.enforcer.trace.grpc;

import com.twitter.hpack.Decoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What is read of an answer: its statuses, in the header and the trailer. */
final class Answer {
  /** Bytes: of one header or trailer, and of the message. */
  private static final int MAX_BYTES = 65_535;

  private static final String HTTP = ":status";
  private static final String GRPC = "grpc-status";

  private final Decoder decoder = new Decoder(MAX_BYTES, 0);
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private int http;
  private int code = CallStatus.NONE;
  private int data;

  CallStatus status() {
    return new CallStatus(http, code);
  }

  /** A piece of a header or trailer. */
  void header(ByteBuffer piece, boolean isLast) throws IOException {
    if (block.size() + piece.remaining() > MAX_BYTES) {
      throw new IOException("answer: header too long (expected: at most " + MAX_BYTES + " bytes)");
    }
    block.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    if (isLast) {
      decode(block.toByteArray());
      block.reset();
    }
  }

  private void decode(byte[] whole) throws IOException {
    Map<String, String> statuses = new HashMap<>();
    decoder.decode(
        new ByteArrayInputStream(whole),
        (name, value, sensitive) -> {
          String text = new String(name, StandardCharsets.ISO_8859_1);
          if (text.equals(HTTP) || text.equals(GRPC)) {
            statuses.put(text, new String(value, StandardCharsets.ISO_8859_1));
          }
        });
    if (decoder.endHeaderBlock()) {
      throw new IOException("answer: header too long (expected: at most " + MAX_BYTES + " bytes)");
    }
    String status = statuses.get(HTTP);
    http = status == null ? http : number(status);
    String call = statuses.get(GRPC);
    code = call == null ? code : number(call);
  }

  /** A piece of the message, of which nothing is kept. */
  void data(int length) throws IOException {
    data += length;
    if (data > MAX_BYTES) {
      throw new IOException("answer: too long (expected: at most " + MAX_BYTES + " bytes)");
    }
  }

  private static int number(String text) throws IOException {
    if (text.matches("[0-9]{1,3}")) {
      return Integer.parseInt(text);
    }
    throw new IOException("answer: malformed status (expected: a number)");
  }
}
