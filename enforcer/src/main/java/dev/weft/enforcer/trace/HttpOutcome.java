package dev.weft.enforcer.trace;

import org.jspecify.annotations.Nullable;

/** How an HTTP request ended (semantic conventions for HTTP spans, status). */
record HttpOutcome(int status, @Nullable String errorType) implements Outcome {
  @Override
  public boolean isFailure(SpanKind kind) {
    return status >= (kind == SpanKind.CLIENT ? 400 : 500);
  }

  @Override
  public String failure() {
    return Integer.toString(status);
  }
}
