package dev.weft.agent.http;

/** A library is not as its weaving needs it to be; the message says what is missing. */
final class UnfitException extends Exception {
  private static final long serialVersionUID = 1L;

  UnfitException(String message) {
    super(message);
  }
}
