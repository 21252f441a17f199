package dev.weft.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code deploy} of this checkout. */
final class Deploy {
  private static final Path FOLDER =
      Path.of(System.getProperty("weft.deploy", "..")).toAbsolutePath().normalize();

  private Deploy() {}

  /** What stands at {@code path} in it. */
  static Path file(String path) {
    return FOLDER.resolve(path);
  }

  /** The text of what stands at {@code path} in it. */
  static String text(String path) throws IOException {
    return Files.readString(file(path));
  }

  /** The checkout itself. */
  static Path checkout() {
    return FOLDER.resolve("..").normalize();
  }
}
