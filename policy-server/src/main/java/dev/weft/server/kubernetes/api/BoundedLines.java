package dev.weft.server.kubernetes.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Splits a stream into lines, none of which may be longer than a bound. */
final class BoundedLines {
  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[16 * 1024];
  private int from;
  private int to;

  BoundedLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /**
   * The next line without its end, or null at the end of the stream. What stands behind the last
   * line break was cut off and is no line.
   *
   * @throws IOException when it is too long, or the stream fails
   */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (from == to) {
        from = 0;
        to = Math.max(0, in.read(buffer));
        if (to == 0) {
          return null;
        }
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      if (line.size() + (end - from) > longest) {
        throw new IOException("line: too long (expected: at most " + longest + " bytes)");
      }
      line.write(buffer, from, end - from);
      from = Math.min(end + 1, to);
      if (end < to) {
        return line.toByteArray();
      }
    }
  }
}
