package dev.weft.core.policy.authn;

import dev.weft.core.token.Jwt;
import dev.weft.core.token.TokenException;
import java.util.HashMap;
import java.util.Map;

/**
 * The tokens of one request, read once though several rules look at the same place. Not
 * thread-safe.
 */
public final class ParsedTokens {
  private final Map<String, Jwt> parsed = new HashMap<>();

  /** No tokens yet. */
  public ParsedTokens() {}

  /**
   * The token that {@code compact} is.
   *
   * @throws TokenException when it is none
   */
  Jwt parse(String compact) throws TokenException {
    Jwt known = parsed.get(compact);
    if (known != null) {
      return known;
    }
    Jwt token = Jwt.parse(compact);
    parsed.put(compact, token);
    return token;
  }
}
