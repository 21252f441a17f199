package dev.weft.server;

import dev.weft.server.store.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The token with which people administer the mesh, in a file that its owner alone may read. */
final class AdminToken {
  private static final int FEWEST_CHARACTERS = 32;

  private AdminToken() {}

  /** The token in {@code file}, which is made when it is missing. */
  static String readOrMake(Path file) throws IOException {
    if (!Files.exists(file)) {
      String token = make();
      write(file, token);
      return token;
    }
    PrivateFiles.requirePrivate(file);
    String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (token.length() < FEWEST_CHARACTERS) {
      throw new IOException(
          file
              + ": too short (expected: at least "
              + FEWEST_CHARACTERS
              + " characters; delete the file to have a new token made)");
    }
    return token;
  }

  /** A new token. */
  static String make() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return "weft-admin-v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Puts {@code token} at {@code file}, for its owner alone. */
  static void write(Path file, String token) throws IOException {
    PrivateFiles.write(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
