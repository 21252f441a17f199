package dev.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import java.util.HexFormat;

/**
 * The line before a chunk: its size, and extensions that nobody here reads (RFC 9112, section 7.1).
 * Netty takes the size up to the first space or control character, whatever comes behind it; who
 * has passed the line on may have read another size.
 */
final class ChunkLine {
  /** What is no such line. */
  static final long MALFORMED = -1;

  private static final int MAX_DIGITS = 15;
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private final ByteBuf in;
  private final int end;
  private int at;

  private ChunkLine(ByteBuf in, int start, int end) {
    this.in = in;
    this.at = start;
    this.end = end;
  }

  /**
   * The size that the line says, or {@link #MALFORMED}.
   *
   * @param start where it begins in {@code in}
   * @param feed where its line feed is
   */
  static long size(ByteBuf in, int start, int feed) {
    if (feed == start || in.getByte(feed - 1) != '\r') {
      return MALFORMED;
    }
    ChunkLine line = new ChunkLine(in, start, feed - 1);
    long size = line.digits();
    return size != MALFORMED && line.areExtensions() ? size : MALFORMED;
  }

  private long digits() {
    int start = at;
    long size = 0;
    while (at < end && HexFormat.isHexDigit(here())) {
      size = size * 16 + HexFormat.fromHexDigit(here());
      at++;
      if (at - start > MAX_DIGITS) {
        return MALFORMED;
      }
    }
    return at == start ? MALFORMED : size;
  }

  /** Whether what is left is extensions, or nothing. */
  private boolean areExtensions() {
    while (at < end) {
      skipSpace();
      if (!skip(';')) {
        return false;
      }
      skipSpace();
      if (!skipToken()) {
        return false;
      }
      int behindName = at;
      skipSpace();
      if (!skip('=')) {
        at = behindName;
        continue;
      }
      skipSpace();
      if (!(skip('"') ? skipQuoted() : skipToken())) {
        return false;
      }
    }
    return true;
  }

  private boolean skipToken() {
    int start = at;
    while (at < end && isTokenCharacter(here())) {
      at++;
    }
    return at > start;
  }

  private static boolean isTokenCharacter(char it) {
    return it < 0x7f && (Character.isLetterOrDigit(it) || TOKEN_SIGNS.indexOf(it) >= 0);
  }

  private boolean skipQuoted() {
    while (at < end) {
      char it = here();
      at++;
      if (it == '"') {
        return true;
      }
      if (it == '\\' && at < end) {
        it = here();
        at++;
      }
      if ((it < ' ' && it != '\t') || it == 0x7f) {
        return false;
      }
    }
    return false;
  }

  private void skipSpace() {
    while (at < end && (here() == ' ' || here() == '\t')) {
      at++;
    }
  }

  private boolean skip(char it) {
    boolean isHere = at < end && here() == it;
    at += isHere ? 1 : 0;
    return isHere;
  }

  private char here() {
    return (char) in.getUnsignedByte(at);
  }
}
