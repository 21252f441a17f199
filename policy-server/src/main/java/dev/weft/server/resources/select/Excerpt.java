package dev.weft.server.resources.select;

/** What a message repeats of a request: short, and nothing that a terminal would act on. */
final class Excerpt {
  private static final int MAX = 100;

  private Excerpt() {}

  static String of(String text) {
    String head = text.length() <= MAX ? text : text.substring(0, MAX) + "...";
    StringBuilder shown = new StringBuilder(head.length());
    head.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return shown.toString();
  }
}
