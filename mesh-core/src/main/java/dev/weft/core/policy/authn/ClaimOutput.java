package dev.weft.core.policy.authn;

import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim as a header's value.
 *
 * @param header the header's name in lower case
 * @param claim the claim's name as the policy has it
 */
record ClaimOutput(String header, String claim) {
  /** The value; null when the claim is not there, is none of one word, or fits in no header. */
  @Nullable String of(JsonObject payload) {
    JsonValue value = payload.get(claim);
    if (value == null) {
      value = nested(payload);
    }
    if (value instanceof JsonString text) {
      return isSafe(text.value()) ? text.value() : null;
    }
    if (value instanceof JsonNumber number) {
      return text(number.value());
    }
    return value instanceof JsonBoolean flag ? String.valueOf(flag.value()) : null;
  }

  private @Nullable JsonValue nested(JsonObject payload) {
    JsonValue value = payload;
    for (String name : List.of(claim.split("\\.", -1))) {
      value = value instanceof JsonObject object ? object.get(name) : null;
    }
    return value;
  }

  /** RFC 9110 section 5.5: no control characters, with which one header could become two. */
  private static boolean isSafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e) {
        return false;
      }
    }
    return !text.isEmpty() && text.strip().equals(text);
  }

  private static @Nullable String text(BigDecimal number) {
    boolean small = Math.abs((long) number.scale()) <= 30 && number.precision() <= 60;
    return small ? number.toPlainString() : null;
  }
}
