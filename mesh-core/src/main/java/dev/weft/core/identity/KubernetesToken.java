package dev.weft.core.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A service-account token that the kubelet projects into a file and replaces there before it ends.
 * It says nothing of the policy server, so the CA is named beside it.
 *
 * @param file the file, read anew each time
 * @param ca the policy server's CA
 */
public record KubernetesToken(Path file, KnownCa ca) implements JoinCredential {
  /** Longest token that is sent, in bytes; those that clusters issue have some 1,500. */
  public static final int MAX_LENGTH = 8 * 1024;

  /** A compact JWS (RFC 7515 section 7.1); who signed it is for the policy server to say. */
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  @Override
  public String bearer() throws IOException {
    String text = SmallFile.read(file, MAX_LENGTH).strip();
    if (!FORM.matcher(text).matches()) {
      throw new IOException(file + ": no token (expected: a service-account token, a signed JWT)");
    }
    return text;
  }

  @Override
  public List<CaPin> authorities() throws IOException {
    return ca.pins();
  }
}
