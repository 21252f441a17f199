package dev.weft.enforcer.settings;

/**
 * A setting is unknown, malformed or missing. The message is one sentence for the person who
 * started the program; it holds no secret. There is no stack trace, because the JVM would print it.
 */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what was expected
   */
  public SettingException(String message) {
    super(message, null, false, false);
  }

  /** The same, said by {@code program}. */
  public SettingException by(String program) {
    return new SettingException(program + ": " + getMessage());
  }
}
