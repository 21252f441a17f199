package dev.weft.it.realprograms;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** The bytes of one direction of a TCP connection, in their order, from its segments. */
final class TcpStream {
  /** Bytes kept; a test that makes more fails rather than judge by a part. */
  private static final int MAX_BYTES = 64 << 20;

  private final int first;
  private byte[] bytes = new byte[1 << 12];
  private int size;

  /**
   * One without bytes.
   *
   * @param first the sequence number of its first byte (RFC 9293, section 3.4)
   */
  TcpStream(int first) {
    this.first = first;
  }

  /** The sequence number of its first byte. */
  int first() {
    return first;
  }

  /**
   * Puts a segment's {@code length} bytes, from {@code offset} of {@code frame}, in their place.
   */
  void put(int sequence, byte[] frame, int offset, int length) {
    int at = sequence - first;
    if (at < 0 || at > MAX_BYTES - length) {
      throw new IllegalStateException(
          "segment: at byte %d (expected: 0 to %d)".formatted(at, MAX_BYTES - length));
    }
    if (at + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + length, 2 * bytes.length));
    }
    System.arraycopy(frame, offset, bytes, at, length);
    size = Math.max(size, at + length);
  }

  /** How many bytes there are. */
  int size() {
    return size;
  }

  /** Whether {@code text}, in ASCII or UTF-16 of either byte order, is among the bytes. */
  boolean contains(String text) {
    return contains(bytes, size, text);
  }

  /** The same of the first {@code size} of {@code bytes}. */
  static boolean contains(byte[] bytes, int size, String text) {
    String all = new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    return Stream.of(
            StandardCharsets.US_ASCII, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)
        .anyMatch(
            charset ->
                all.contains(new String(text.getBytes(charset), StandardCharsets.ISO_8859_1)));
  }

  /** The bytes so far. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }
}
