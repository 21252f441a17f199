package dev.weft.server.ca;

/** The CA's keys or certificates cannot be used; the message says which file and why. */
public final class CaException extends Exception {
  private static final long serialVersionUID = 1L;

  public CaException(String message) {
    super(message);
  }

  public CaException(String message, Throwable cause) {
    super(message, cause);
  }
}
