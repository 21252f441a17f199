package dev.weft.server.resources.patch;

import java.util.ArrayList;
import java.util.List;

/**
 * The place of a value in a JSON document (RFC 6901).
 *
 * @param tokens the unescaped reference tokens from the root down; none for the whole document
 */
record JsonPointer(List<String> tokens) {
  JsonPointer {
    tokens = List.copyOf(tokens);
  }

  /**
   * Reads the string representation.
   *
   * @throws IllegalArgumentException when {@code text} is no JSON pointer; the message says why
   */
  static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return new JsonPointer(List.of());
    }
    if (text.charAt(0) != '/') {
      throw new IllegalArgumentException(
          text + " (expected: a JSON pointer, such as /spec/action)");
    }
    List<String> tokens = new ArrayList<>();
    int start = 1;
    while (start <= text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      tokens.add(unescape(text, start, end));
      start = end + 1;
    }
    return new JsonPointer(tokens);
  }

  private static String unescape(String text, int start, int end) {
    StringBuilder token = new StringBuilder(end - start);
    int i = start;
    while (i < end) {
      char c = text.charAt(i++);
      if (c != '~') {
        token.append(c);
        continue;
      }
      char escaped = i < end ? text.charAt(i++) : ' ';
      switch (escaped) {
        case '0' -> token.append('~');
        case '1' -> token.append('/');
        default -> throw new IllegalArgumentException(text + " (expected: ~0 or ~1 after ~)");
      }
    }
    return token.toString();
  }

  boolean isRoot() {
    return tokens.isEmpty();
  }

  /** The place that holds this one. */
  JsonPointer parent() {
    return new JsonPointer(tokens.subList(0, tokens.size() - 1));
  }

  /** The name or index of this place within its parent. */
  String last() {
    return tokens.get(tokens.size() - 1);
  }

  /** Whether {@code other} lies within this place, and is not this place. */
  boolean isAbove(JsonPointer other) {
    return other.tokens.size() > tokens.size()
        && other.tokens.subList(0, tokens.size()).equals(tokens);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
