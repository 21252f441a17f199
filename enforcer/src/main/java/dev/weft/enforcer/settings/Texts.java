package dev.weft.enforcer.settings;

/** Texts that people typed, made fit for a message. */
public final class Texts {
  private static final int SHOWN = 100;
  private static final int SENTENCE = 500;

  private Texts() {}

  /** At most {@value #SHOWN} characters of {@code text}, control characters replaced. */
  static String abbreviate(String text) {
    return printable(text, SHOWN);
  }

  /** As {@link #abbreviate}, for a whole sentence. */
  static String sentence(String text) {
    return printable(text, SENTENCE);
  }

  private static String printable(String text, int most) {
    String cut = text.length() <= most ? text : text.substring(0, most) + "...";
    StringBuilder shown = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      shown.append(Character.isISOControl(c) ? '?' : c);
    }
    return shown.toString();
  }
}
