package dev.weft.core.policy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The claims of a token that has been checked already (RFC 7519). Make one per token. */
public final class TokenClaims {
  /** Claims that hold a list in one text, as RFC 8693 section 4.2 has it for {@code scope}. */
  private static final List<String> SPACE_DELIMITED = List.of("scope", "permission");

  private final JsonObject claims;

  /** The claims as they stand in the token's payload. */
  public TokenClaims(JsonObject payload) {
    this(payload, List.of());
  }

  /**
   * The claims as they stand in the token's payload.
   *
   * @param spaceDelimited claims, besides {@code scope} and {@code permission}, that hold a list in
   *     one text
   */
  public TokenClaims(JsonObject payload, List<String> spaceDelimited) {
    JsonObject read = payload;
    for (String name : SPACE_DELIMITED) {
      read = split(read, name);
    }
    for (String name : spaceDelimited) {
      read = split(read, name);
    }
    this.claims = read;
  }

  private static JsonObject split(JsonObject claims, String name) {
    String text = claims.string(name);
    return text == null || text.isBlank()
        ? claims
        : claims.with(name, JsonArray.ofStrings(Arrays.asList(text.trim().split(" +"))));
  }

  /** The issuer, or null without one. */
  public @Nullable String issuer() {
    return claims.get("iss") instanceof JsonString text ? text.value() : null;
  }

  /** The subject, or null without one. */
  public @Nullable String subject() {
    return claims.get("sub") instanceof JsonString text ? text.value() : null;
  }

  /** The claim at {@code path}, a name for each level; null when there is none. */
  public @Nullable JsonValue claim(List<String> path) {
    JsonValue value = claims;
    for (int i = 0; i < path.size(); i++) {
      value = value instanceof JsonObject object ? object.get(path.get(i)) : null;
      if (value == null) {
        return null;
      }
    }
    return value;
  }
}
