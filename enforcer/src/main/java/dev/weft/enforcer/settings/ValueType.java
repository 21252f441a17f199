package dev.weft.enforcer.settings;

/**
 * What the text of a setting must look like, and what it becomes.
 *
 * @param <T> the value's type
 */
public interface ValueType<T> {
  /** What is expected, as it stands in error messages and in the reference. */
  String expected();

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException when {@code text} is not {@link #expected()}; its message is
   *     not shown
   */
  T parse(String text);

  /** True when a value must never be shown. */
  default boolean secret() {
    return false;
  }
}
