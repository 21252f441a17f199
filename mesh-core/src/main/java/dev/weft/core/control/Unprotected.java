package dev.weft.core.control;

/**
 * Something in this process that Weft could not protect.
 *
 * @param what for example a port, a transport, a config revision
 * @param why the reason, for a person
 */
public record Unprotected(String what, String why) {
  /** Longest text of either kind, in characters; what is longer is cut. */
  public static final int MAX_TEXT = 500;

  public Unprotected {
    what = cut(what);
    why = cut(why);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
