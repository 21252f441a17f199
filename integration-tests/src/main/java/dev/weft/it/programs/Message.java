package dev.weft.it.programs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** The messages that clients send: mostly the marker, the rest different in every message. */
final class Message {
  private Message() {}

  /** The message of {@code size} bytes that belongs to {@code seed}; always the same one. */
  static byte[] of(String marker, long seed, int size) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(size + marker.length() + 32);
    while (text.length() < size) {
      text.append(marker).append(' ').append(Long.toHexString(random.nextLong())).append('\n');
    }
    return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), size);
  }
}
