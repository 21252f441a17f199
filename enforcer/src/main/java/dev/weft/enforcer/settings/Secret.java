package dev.weft.enforcer.settings;

/**
 * A text that must not be seen: every way of turning it into a text but {@link #reveal()} gives
 * stars.
 */
public final class Secret {
  private final String text;

  /**
   * @param text the secret itself
   */
  public Secret(String text) {
    this.text = text;
  }

  /** The secret itself, to be sent and never to be logged. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
