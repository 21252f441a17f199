package dev.weft.enforcer.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting, declared once in its program's table.
 *
 * @param <T> the value's type
 * @param name as it stands in the program's own argument or file, such as {@code startup.timeout}
 * @param type what its text must look like
 * @param fallback the text of the default, or null when there is none
 * @param meaning one sentence for the reference
 */
public record Setting<T>(
    String name, ValueType<T> type, @Nullable String fallback, String meaning) {
  /** What the system properties begin with. */
  static final String PROPERTY_PREFIX = "weft.";

  /** What the environment variables begin with. */
  static final String VARIABLE_PREFIX = "WEFT_";

  /** The system property of that name. */
  public String property() {
    return PROPERTY_PREFIX + name;
  }

  /** The environment variable of that name. */
  public String variable() {
    return variable(name);
  }

  /** The environment variable for the setting {@code name}. */
  static String variable(String name) {
    return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * Reads a value.
   *
   * @param text the value's text
   * @param spelling how the setting was spelt where the text comes from, for the message
   * @throws SettingException when it is malformed
   */
  public T parse(String text, String spelling) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      String shown = type.secret() ? "***" : Texts.abbreviate(text);
      throw new SettingException(spelling + ": " + shown + " (expected: " + type.expected() + ")");
    }
  }
}
