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
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      String token =
          "weft-admin-v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      PrivateFiles.write(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
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
}
