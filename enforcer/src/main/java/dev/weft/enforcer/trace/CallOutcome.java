package dev.weft.enforcer.trace;

import org.jspecify.annotations.Nullable;

/**
 * How a call of gRPC ended (semantic conventions for gRPC, status).
 *
 * @param code gRPC's status code; -1 when the answer had none
 */
record CallOutcome(int status, int code, @Nullable String errorType) implements Outcome {
  private static final int ANSWERED = 200;

  CallOutcome {
    code = GrpcStatus.known(code);
  }

  /** What a refusal with an HTTP status says to a client of gRPC. */
  static CallOutcome of(Outcome http) {
    return new CallOutcome(
        http.status(),
        http.status() == 0 ? GrpcStatus.NONE : GrpcStatus.ofHttp(http.status()),
        http.errorType());
  }

  @Override
  public boolean isFailure(SpanKind kind) {
    return kind == SpanKind.CLIENT ? code > GrpcStatus.OK : GrpcStatus.isServersFailure(code);
  }

  @Override
  public String failure() {
    return GrpcStatus.name(code);
  }

  /**
   * Whether the server has shown that it has the method: it answered, and not that there is none.
   */
  boolean isOfAMethod() {
    return status == ANSWERED
        && errorType == null
        && code != GrpcStatus.NONE
        && code != GrpcStatus.UNIMPLEMENTED;
  }
}
