package dev.weft.it.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of one direction of a connection. Thread-safe. */
public final class Recording {
  /** Bytes kept; a test that makes more fails rather than judge by a part. */
  static final int MAX_BYTES = 32 << 20;

  /** How TLS 1.2 and 1.3 start: a handshake record, version 3.x (RFC 8446, section 5.1). */
  private static final byte[] TLS_HANDSHAKE = {0x16, 0x03};

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  synchronized void add(byte[] buffer, int count) {
    if (bytes.size() + count > MAX_BYTES) {
      throw new IllegalStateException("recording: more than " + MAX_BYTES + " bytes");
    }
    bytes.write(buffer, 0, count);
  }

  /** How many bytes there are. */
  public synchronized int size() {
    return bytes.size();
  }

  /** A copy of the bytes. */
  public synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Whether {@code text}, in ASCII, is among the bytes. */
  public boolean contains(String text) {
    return new String(bytes(), StandardCharsets.ISO_8859_1).contains(text);
  }

  /** Whether the bytes start as TLS does. */
  public boolean startsWithTlsHandshake() {
    byte[] start = bytes();
    return start.length > TLS_HANDSHAKE.length
        && start[0] == TLS_HANDSHAKE[0]
        && start[1] == TLS_HANDSHAKE[1];
  }
}
