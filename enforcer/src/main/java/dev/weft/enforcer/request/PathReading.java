package dev.weft.enforcer.request;

import dev.weft.bootstrap.http.PathStyle;

/**
 * The path of a request as its server library will read it, where that is not how the engine does.
 * The engine leaves alone what a mesh may want to tell apart (RFC 3986: reserved characters, path
 * parameters, empty segments), while servers decode, cut and merge. A request passes when the rules
 * allow it in both readings; so neither gets past a rule that means the other.
 */
sealed interface PathReading {
  /** The engine's reading is the library's. */
  enum Same implements PathReading {
    /** The only one. */
    SAME
  }

  /**
   * The library reads it otherwise.
   *
   * @param target the target as the library reads it, with what must be escaped escaped, and the
   *     query
   */
  record Other(String target) implements PathReading {}

  /**
   * Nobody can say what the application would make of it.
   *
   * @param why for the log
   */
  record Refused(String why) implements PathReading {}

  /** How a library of that style reads {@code target}, which is in origin form. */
  static PathReading of(PathStyle style, String target) {
    int end = end(target);
    if (target.isEmpty() || target.charAt(0) != '/') {
      return target.equals("*") ? Same.SAME : new Refused("not in origin form");
    }
    if (style == PathStyle.RAW && target.indexOf('#') >= 0) {
      return new Refused("a fragment");
    }
    if (isPlain(target, end)) {
      return Same.SAME;
    }
    return PathDecoding.read(style, target, end);
  }

  private static int end(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '?' || c == '#') {
        return i;
      }
    }
    return target.length();
  }

  private static boolean isPlain(String target, int end) {
    boolean slash = false;
    for (int i = 0; i < end; i++) {
      char c = target.charAt(i);
      boolean special = c <= ' ' || c >= 0x7f || c == '%' || c == ';' || c == '\\';
      if (special || (slash && (c == '/' || c == '.'))) {
        return false;
      }
      slash = c == '/';
    }
    return true;
  }
}
