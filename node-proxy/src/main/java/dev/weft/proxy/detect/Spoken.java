package dev.weft.proxy.detect;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** What a client speaks, by its first bytes. */
public enum Spoken {
  /** Too few bytes to tell. */
  UNDECIDED,
  /** HTTP/1: a method, and a target that can be one. */
  HTTP1,
  /** HTTP/2: its connection preface (RFC 9113, section 3.4). */
  HTTP2,
  /** Something else. */
  OTHER;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SCHEME = "http".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_METHOD = 32;

  /** What the readable bytes of {@code in} are the beginning of. */
  static Spoken of(ByteBuf in) {
    int size = in.readableBytes();
    int start = in.readerIndex();
    if (startsWith(in, start, size, PREFACE)) {
      return size < PREFACE.length ? UNDECIDED : HTTP2;
    }
    for (int i = 0; i < size; i++) {
      byte b = in.getByte(start + i);
      if (b == ' ') {
        return i == 0 ? OTHER : target(in, start + i + 1, size - i - 1);
      }
      if (i >= LONGEST_METHOD || b < 'A' || b > 'Z') {
        return OTHER;
      }
    }
    return UNDECIDED;
  }

  private static Spoken target(ByteBuf in, int at, int size) {
    if (size == 0) {
      return UNDECIDED;
    }
    byte first = in.getByte(at);
    if (first == '/' || first == '*') {
      return HTTP1;
    }
    if (startsWith(in, at, size, SCHEME)) {
      return size < SCHEME.length ? UNDECIDED : HTTP1;
    }
    return OTHER;
  }

  /** Whether the bytes there are those of {@code expected}, as far as both go. */
  private static boolean startsWith(ByteBuf in, int at, int size, byte[] expected) {
    for (int i = 0; i < Math.min(size, expected.length); i++) {
      if (in.getByte(at + i) != expected[i]) {
        return false;
      }
    }
    return size > 0;
  }
}
