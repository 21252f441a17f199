package dev.weft.core.control;

/** An answer does not keep to the wire contract; the message names the field. */
final class FormatException extends Exception {
  private static final long serialVersionUID = 1L;

  FormatException(String message) {
    super(message);
  }

  FormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
