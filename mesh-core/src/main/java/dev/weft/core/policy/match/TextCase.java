package dev.weft.core.policy.match;

/** Whether upper and lower case of ASCII letters are told apart. */
public enum TextCase {
  /** They are. */
  SENSITIVE,
  /** They are not; for everything beyond ASCII they are, as host names have only ASCII. */
  INSENSITIVE;

  /** Whether {@code part} stands in {@code text} at {@code offset}. */
  boolean same(String text, int offset, String part) {
    if (this == SENSITIVE) {
      return text.startsWith(part, offset);
    }
    if (offset < 0 || part.length() > text.length() - offset) {
      return false;
    }
    for (int i = 0; i < part.length(); i++) {
      if (lower(text.charAt(offset + i)) != lower(part.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
