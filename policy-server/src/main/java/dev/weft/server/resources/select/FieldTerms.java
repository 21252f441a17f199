package dev.weft.server.resources.select;

import java.util.ArrayList;
import java.util.List;

/** Takes a field selector apart into its terms, and a term's value out of its escapes. */
final class FieldTerms {
  private FieldTerms() {}

  /** The terms between commas that have no backslash before them. */
  static List<String> split(String selector) {
    List<String> terms = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < selector.length(); at++) {
      char c = selector.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == ',') {
        terms.add(selector.substring(start, at));
        start = at + 1;
      }
    }
    terms.add(selector.substring(start));
    return terms;
  }

  /** The value that {@code text} stands for. */
  static String unescape(String text) {
    StringBuilder value = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
        if (at == text.length() || "\\,=".indexOf(text.charAt(at)) < 0) {
          throw FieldSelector.wrong(
              "found '" + Excerpt.of(text) + "' (expected: \\ only before \\, ',' or '=')");
        }
        value.append(text.charAt(at));
      } else if (c == ',' || c == '=') {
        throw FieldSelector.wrong(
            "found '" + Excerpt.of(text) + "' (expected: \\ before ',' and '=' in a value)");
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }
}
