package dev.weft.enforcer.trace.grpc;

import com.twitter.hpack.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The header of a request, as HPACK (RFC 7541) has it; without the dynamic table. */
final class HeaderBlock {
  private final Encoder encoder = new Encoder(0);
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();

  void add(String name, String value) throws IOException {
    add(name, value, false);
  }

  /** For what no intermediary is to keep (RFC 7541 section 7.1.3). */
  void addSensitive(String name, String value) throws IOException {
    add(name.toLowerCase(Locale.ROOT), value, true);
  }

  private void add(String name, String value, boolean sensitive) throws IOException {
    encoder.encodeHeader(
        block,
        name.getBytes(StandardCharsets.ISO_8859_1),
        value.getBytes(StandardCharsets.ISO_8859_1),
        sensitive);
  }

  /** The whole block, which fits into one frame. */
  byte[] bytes() throws IOException {
    if (block.size() > Frame.MAX_PAYLOAD) {
      throw new IOException(
          "headers: " + block.size() + " bytes (expected: at most " + Frame.MAX_PAYLOAD + ")");
    }
    return block.toByteArray();
  }
}
