package dev.weft.server.tokens;

import dev.weft.server.http.Hash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A join token as its holder has it: {@code weft-join-v1.<id>.<secret>.<pin>}. The pin is the hash
 * of the root's public key, by which the holder knows the server.
 */
record TokenString(String id, String secret, String pin) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM =
      Pattern.compile(
          "weft-join-v1\\.([A-Za-z0-9_-]{1,32})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

  /** A new token with 32 random bytes of secret. */
  static TokenString make(X509Certificate root) {
    byte[] id = new byte[8];
    RANDOM.nextBytes(id);
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    return new TokenString(
        HexFormat.of().formatHex(id),
        base64(secret),
        base64(Hash.sha256(root.getPublicKey().getEncoded())));
  }

  static Optional<TokenString> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new TokenString(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** What the server keeps of the secret. */
  String secretHash() {
    return HexFormat.of().formatHex(Hash.sha256(secret.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The whole token; a secret. */
  String reveal() {
    return "weft-join-v1." + id + "." + secret + "." + pin;
  }

  @Override
  public String toString() {
    return "TokenString[id=" + id + "]";
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
