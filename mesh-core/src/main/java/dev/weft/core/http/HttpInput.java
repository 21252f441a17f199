package dev.weft.core.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a connection, buffered and read by lines and lengths. */
public final class HttpInput {
  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private boolean touched;

  /** Over a connection's input, which may block. */
  public HttpInput(InputStream in) {
    this.in = in;
  }

  /** Forgets whether anything came; to be called before each answer. */
  public void expectAnswer() {
    touched = false;
  }

  /** Whether any byte of the answer has come. */
  public boolean touched() {
    return touched;
  }

  /** Whether bytes were received that nobody asked for yet. */
  public boolean leftOver() {
    return position < limit;
  }

  /**
   * A line without its CRLF. A bare CR or LF, or a NUL, is an error (RFC 9112, section 2.2).
   *
   * @param max the longest line, in bytes
   */
  String line(int max) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = next(); b != '\r'; b = next()) {
      if (b == '\n' || b == 0) {
        throw malformed("a line with a bare LF or NUL");
      }
      if (line.length() == max) {
        throw malformed("a line or header section that is too long");
      }
      line.append((char) b);
    }
    if (next() != '\n') {
      throw malformed("a line with a bare CR");
    }
    return line.toString();
  }

  /** Exactly {@code target.length - offset} bytes, into {@code target} from {@code offset}. */
  void fill(byte[] target, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      require();
      int part = Math.min(length - done, limit - position);
      System.arraycopy(buffer, position, target, offset + done, part);
      position += part;
      done += part;
    }
  }

  private int next() throws IOException {
    require();
    return buffer[position++] & 0xFF;
  }

  private void require() throws IOException {
    if (position < limit) {
      return;
    }
    int count = in.read(buffer, 0, buffer.length);
    if (count <= 0) {
      throw new EOFException("the server closed the connection before the answer's end");
    }
    touched = true;
    position = 0;
    limit = count;
  }

  static MalformedAnswerException malformed(String what) {
    return new MalformedAnswerException("answered with " + what);
  }
}
