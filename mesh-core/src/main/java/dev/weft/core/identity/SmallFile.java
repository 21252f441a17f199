package dev.weft.core.identity;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a file of text that has a bound. */
final class SmallFile {
  private SmallFile() {}

  /**
   * The ASCII text of {@code file}.
   *
   * @throws IOException when it cannot be read or has more than {@code limit} bytes
   */
  static String read(Path file, int limit) throws IOException {
    // Not by a channel: an agent reads this before its hooks go into the JDK's channels.
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new IOException(file + ": too long (expected: at most " + limit + " bytes)");
      }
      return new String(bytes, StandardCharsets.US_ASCII);
    }
  }
}
