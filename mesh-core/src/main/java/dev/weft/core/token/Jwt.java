package dev.weft.core.token;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that has been read, and not checked: nobody vouches for what it says yet (compact JWS,
 * RFC 7515 section 7.1, with a JSON payload, RFC 7519).
 */
public final class Jwt {
  /** Longest token that is read, in characters. */
  public static final int MAX_LENGTH = 32_768;

  private final String compact;
  private final int payloadStart;
  private final int signatureStart;
  private final JwsAlgorithm algorithm;
  private final @Nullable String kid;
  private final JsonObject payload;
  private final RegisteredClaims claims;
  private final byte[] signature;

  private Jwt(String compact, int firstDot, int secondDot, JsonObject header, JsonObject payload)
      throws TokenException {
    this.compact = compact;
    this.payloadStart = firstDot + 1;
    this.signatureStart = secondDot + 1;
    this.algorithm = algorithm(header);
    this.kid = kid(header);
    if (header.get("crit") != null) {
      throw new TokenException(
          TokenFault.CRITICAL, "crit: present (expected: no extension; none is understood)");
    }
    this.payload = payload;
    this.claims = RegisteredClaims.of(payload);
    this.signature = decode(compact.substring(signatureStart), "signature");
  }

  /**
   * Reads a token.
   *
   * @throws TokenException when it is too long, malformed, or of an algorithm that is not taken
   */
  public static Jwt parse(String compact) throws TokenException {
    if (compact.length() > MAX_LENGTH) {
      throw new TokenException(
          TokenFault.TOO_LONG,
          "token: " + compact.length() + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first <= 0
        || second <= first + 1
        || second == compact.length() - 1
        || compact.indexOf('.', second + 1) >= 0) {
      throw new TokenException(
          TokenFault.MALFORMED, "token: malformed (expected: header.payload.signature)");
    }
    return new Jwt(
        compact,
        first,
        second,
        json(compact.substring(0, first), "header"),
        json(compact.substring(first + 1, second), "payload"));
  }

  /** The algorithm that its header names. */
  public JwsAlgorithm algorithm() {
    return algorithm;
  }

  /** The name of the key that its header gives, or null without one. */
  public @Nullable String kid() {
    return kid;
  }

  /** The issuer, or null without one. */
  public @Nullable String issuer() {
    return claims.issuer();
  }

  /** The audiences; empty without any. */
  public List<String> audiences() {
    return claims.audiences();
  }

  /** When it ends, in seconds since 1970, or null when it says nothing of that. */
  public @Nullable Long expires() {
    return claims.expires();
  }

  /** When it was issued, in seconds since 1970, or null when it says nothing of that. */
  public @Nullable Long issuedAt() {
    return claims.issuedAt();
  }

  /** Everything that it claims. */
  public JsonObject payload() {
    return payload;
  }

  /** The payload as it stands in the token, in base64url. */
  public String encodedPayload() {
    return compact.substring(payloadStart, signatureStart - 1);
  }

  RegisteredClaims claims() {
    return claims;
  }

  byte[] signed() {
    return compact.substring(0, signatureStart - 1).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] signature() {
    return signature;
  }

  private static JwsAlgorithm algorithm(JsonObject header) throws TokenException {
    if (!(header.get("alg") instanceof JsonString alg)) {
      throw new TokenException(TokenFault.MALFORMED, "alg: missing (expected: a string)");
    }
    JwsAlgorithm algorithm = JwsAlgorithm.of(alg.value());
    if (algorithm == null) {
      throw new TokenException(
          TokenFault.ALGORITHM, "alg: not taken (expected: RS, PS, ES or EdDSA)");
    }
    return algorithm;
  }

  private static @Nullable String kid(JsonObject header) throws TokenException {
    JsonValue kid = header.get("kid");
    if (kid == null) {
      return null;
    }
    if (!(kid instanceof JsonString text)) {
      throw new TokenException(TokenFault.MALFORMED, "kid: no string (expected: one)");
    }
    return text.value().isEmpty() ? null : text.value();
  }

  private static JsonObject json(String encoded, String part) throws TokenException {
    try {
      if (JsonReader.read(decode(encoded, part)) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonFormatException e) {
      // The parser's message may hold an excerpt; the refusal says no more than what is wrong.
    }
    throw new TokenException(TokenFault.MALFORMED, part + ": no JSON object (expected: one)");
  }

  private static byte[] decode(String encoded, String part) throws TokenException {
    byte[] bytes = Base64Url.decode(encoded);
    if (bytes == null) {
      throw new TokenException(
          TokenFault.MALFORMED, part + ": malformed (expected: base64url without padding)");
    }
    return bytes;
  }
}
