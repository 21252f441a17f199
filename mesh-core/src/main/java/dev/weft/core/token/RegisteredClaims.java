package dev.weft.core.token;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims that decide whether a token holds (RFC 7519 section 4.1); each has its type or the
 * token is malformed.
 *
 * @param issuer {@code iss}
 * @param audiences {@code aud}, one text or a list
 * @param expires {@code exp} in seconds since 1970, or null
 * @param notBefore {@code nbf} in seconds since 1970, or null
 * @param issuedAt {@code iat} in seconds since 1970, or null; it tells the token's age and bounds
 *     nothing (RFC 7519 section 4.1.6)
 */
record RegisteredClaims(
    @Nullable String issuer,
    List<String> audiences,
    @Nullable Long expires,
    @Nullable Long notBefore,
    @Nullable Long issuedAt) {
  static RegisteredClaims of(JsonObject payload) throws TokenException {
    text(payload, "sub");
    text(payload, "jti");
    return new RegisteredClaims(
        text(payload, "iss"),
        audiences(payload),
        seconds(payload, "exp"),
        seconds(payload, "nbf"),
        seconds(payload, "iat"));
  }

  private static @Nullable String text(JsonObject payload, String name) throws TokenException {
    JsonValue value = payload.get(name);
    if (value != null && !(value instanceof JsonString)) {
      throw malformed(name, "a string");
    }
    return payload.string(name);
  }

  private static List<String> audiences(JsonObject payload) throws TokenException {
    JsonValue value = payload.get("aud");
    if (value == null) {
      return List.of();
    }
    if (value instanceof JsonString text) {
      return List.of(text.value());
    }
    if (!(value instanceof JsonArray array)) {
      throw malformed("aud", "a string or an array of them");
    }
    List<String> audiences = new ArrayList<>();
    for (JsonValue element : array.values()) {
      if (!(element instanceof JsonString text)) {
        throw malformed("aud", "a string or an array of them");
      }
      audiences.add(text.value());
    }
    return audiences;
  }

  /** RFC 7519 section 2, NumericDate: a fraction is allowed, and is left out. */
  private static @Nullable Long seconds(JsonObject payload, String name) throws TokenException {
    JsonValue value = payload.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonNumber number)) {
      throw malformed(name, "a number");
    }
    BigDecimal exact = number.value();
    // Before anything is worked out: an exponent may ask for a number of a billion digits.
    if (Math.abs((long) exact.scale()) > 30 || exact.precision() - (long) exact.scale() > 15) {
      throw malformed(name, "seconds since 1970");
    }
    return exact.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static TokenException malformed(String name, String expected) {
    return new TokenException(
        TokenFault.MALFORMED, name + ": wrong type (expected: " + expected + ")");
  }
}
