package dev.weft.enforcer.settings;

/** Texts that people typed, made fit for a message. */
public final class Texts {
  private static final int SHOWN = 100;

  private Texts() {}

  /** At most {@value #SHOWN} characters of {@code text}, control characters replaced. */
  static String abbreviate(String text) {
    String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    StringBuilder shown = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      shown.append(Character.isISOControl(c) ? '?' : c);
    }
    return shown.toString();
  }
}
