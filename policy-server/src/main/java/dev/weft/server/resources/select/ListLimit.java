package dev.weft.server.resources.select;

import dev.weft.server.http.ApiException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The query parameter {@code limit} of a list. */
public final class ListLimit {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private ListLimit() {}

  /**
   * How many resources are wanted at most; empty when all of them are, which 0 means as well.
   *
   * @throws ApiException 400 when {@code parameter} is no whole number, or below 0
   */
  public static OptionalInt of(Optional<String> parameter) {
    String text = parameter.filter(it -> !it.isEmpty()).orElse("0");
    if (!NUMBER.matcher(text).matches()) {
      throw ApiException.badRequest(
          "limit", Excerpt.of(text) + " (expected: a whole number, 0 or more)");
    }
    long limit = Long.parseLong(text);
    return limit == 0
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(limit, Integer.MAX_VALUE));
  }
}
