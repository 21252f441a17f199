package dev.weft.enforcer.trace;

import org.jspecify.annotations.Nullable;

/** How a request ended, in the words of its protocol. */
sealed interface Outcome permits HttpOutcome, CallOutcome {
  /** The HTTP status of the answer; 0 when there was none. */
  int status();

  /**
   * Why there was none, or why it could not be delivered: a word or the name of the exception's
   * class; or null.
   */
  @Nullable String errorType();

  /** Whether the conventions count the answer itself as a failure. */
  boolean isFailure(SpanKind kind);

  /** The answer as {@code error.type} has it. */
  String failure();

  /** Whether the span failed. */
  default boolean isError(SpanKind kind) {
    return errorType() != null || isFailure(kind);
  }

  /** The value of {@code error.type}, or null when nothing failed. */
  default @Nullable String type(SpanKind kind) {
    String why = errorType();
    if (why != null) {
      return why;
    }
    return isFailure(kind) ? failure() : null;
  }
}
