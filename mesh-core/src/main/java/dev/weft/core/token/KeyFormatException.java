package dev.weft.core.token;

/** A key set is malformed. The message never repeats anything of it. */
public final class KeyFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  KeyFormatException(String message) {
    super(message);
  }
}
