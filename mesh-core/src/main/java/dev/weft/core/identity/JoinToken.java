package dev.weft.core.identity;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a new workload needs to get its first SVID: {@code weft-join-v1.<id>.<secret>.<pin>}. The
 * text form is redacted; {@link #encoded()} is for the wire.
 *
 * @param id the token's public name
 * @param secret 32 random bytes in base64url
 * @param pin the CA that the policy server's certificate must lead to
 */
public record JoinToken(String id, String secret, CaPin pin) implements JoinCredential {
  private static final String PREFIX = "weft-join-v1";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public JoinToken {
    if (!ID.matcher(id).matches() || !Base64UrlBytes.is32Bytes(secret)) {
      throw malformed();
    }
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException when {@code text} is not one; the message does not show it
   */
  public static JoinToken parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4 || !parts[0].equals(PREFIX)) {
      throw malformed();
    }
    return new JoinToken(parts[1], parts[2], new CaPin(parts[3]));
  }

  /** The whole token, secret included: for an Authorization header only. */
  public String encoded() {
    return PREFIX + "." + id + "." + secret + "." + pin.value();
  }

  @Override
  public String bearer() {
    return encoded();
  }

  @Override
  public List<CaPin> authorities() {
    return List.of(pin);
  }

  @Override
  public String toString() {
    return "JoinToken[" + id + "]";
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "join token: malformed (expected: weft-join-v1.<id>.<secret>.<pin>, as the policy server"
            + " printed it)");
  }
}
