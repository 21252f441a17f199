package dev.weft.core.policy.engine;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.TokenClaims;
import dev.weft.core.policy.match.TextSet;
import java.util.List;

/** A claim of the request's token: a text, or a list in which a text has to match. */
final class ClaimCheck extends RequestCheck {
  private final List<String> claim;
  private final TextSet set;

  ClaimCheck(List<String> claim, TextSet set) {
    this.claim = claim;
    this.set = set;
  }

  @Override
  boolean matches(RequestFacts request) {
    TokenClaims token = request.token();
    JsonValue value = token == null ? null : token.claim(claim);
    if (value instanceof JsonArray array) {
      List<JsonValue> elements = array.values();
      for (int i = 0; i < elements.size(); i++) {
        if (elements.get(i) instanceof JsonString text && set.matches(text.value())) {
          return true;
        }
      }
      return false;
    }
    return value instanceof JsonString text && set.matches(text.value());
  }
}
