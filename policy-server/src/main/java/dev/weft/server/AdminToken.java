package dev.weft.server;

import dev.weft.server.access.token.ApiTokenString;
import dev.weft.server.store.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The token with which people administer the mesh, in a file that its owner alone may read. */
final class AdminToken {
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
    if (ApiTokenString.parse(token).isEmpty()) {
      throw new IOException(
          file
              + ": no admin token (expected: one as the server wrote it; delete the file to have a"
              + " new one made)");
    }
    return token;
  }

  /** A new token. */
  static String make() {
    return ApiTokenString.makeAdmin().reveal();
  }

  /** Puts {@code token} at {@code file}, for its owner alone. */
  static void write(Path file, String token) throws IOException {
    PrivateFiles.write(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
