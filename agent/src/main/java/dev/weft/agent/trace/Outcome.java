package dev.weft.agent.trace;

import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param status the status of the answer; 0 when there was none
 * @param errorType why there was none, or why it could not be delivered: the name of the
 *     exception's class, or null
 */
record Outcome(int status, @Nullable String errorType) {
  /** Whether the span failed (semantic conventions for HTTP spans, status). */
  boolean isError(SpanKind kind) {
    return errorType != null || status >= (kind == SpanKind.CLIENT ? 400 : 500);
  }

  /** The value of {@code error.type}, or null when nothing failed. */
  @Nullable String type(SpanKind kind) {
    if (!isError(kind)) {
      return null;
    }
    return errorType != null ? errorType : Integer.toString(status);
  }
}
