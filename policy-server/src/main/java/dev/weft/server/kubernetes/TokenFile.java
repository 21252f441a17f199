package dev.weft.server.kubernetes;

import dev.weft.core.token.HttpKeyFetcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The bearer token by which the cluster knows this server, as its file is when it is asked for: the
 * kubelet replaces it.
 *
 * @param file the file
 */
public record TokenFile(Path file) implements HttpKeyFetcher.Credential {
  private static final long LARGEST = 16 * 1024;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/=-]+");

  @Override
  public String bearer() throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + ": too large (expected: at most " + LARGEST + " bytes)");
    }
    String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!FORM.matcher(token).matches()) {
      throw new IOException(file + ": no bearer token (expected: one, RFC 6750 section 2.1)");
    }
    return token;
  }
}
