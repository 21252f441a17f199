package dev.weft.core.policy.parse;

/** Where {@code *} may stand in a pattern. */
final class Wildcards {
  private Wildcards() {}

  /** Whether {@code pattern} has no {@code *} but one as its first or last character. */
  static boolean onlyAtOneEnd(String pattern) {
    int first = pattern.indexOf('*');
    return first < 0
        || (first == pattern.lastIndexOf('*') && (first == 0 || first == pattern.length() - 1));
  }
}
