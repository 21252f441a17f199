package dev.weft.enforcer.trace.otlp;

/**
 * What a destination answered.
 *
 * @param taken whether it has the message
 * @param retryable whether it may take it later
 * @param status for people
 */
public record Receipt(boolean taken, boolean retryable, String status) {
  /** It has the message. */
  public static final Receipt TAKEN = new Receipt(true, false, "taken");
}
