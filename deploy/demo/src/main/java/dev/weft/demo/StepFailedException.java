package dev.weft.demo;

/** A step did not come out as it should; the message says what was seen instead. */
final class StepFailedException extends Exception {
  private static final long serialVersionUID = 1;

  StepFailedException(String message) {
    super(message);
  }
}
