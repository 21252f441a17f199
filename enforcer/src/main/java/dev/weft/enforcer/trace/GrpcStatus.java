package dev.weft.enforcer.trace;

import java.util.List;
import java.util.Set;

/** gRPC's status codes (gRPC, statuscodes.md). */
final class GrpcStatus {
  static final int NONE = -1;
  static final int OK = 0;
  static final int UNIMPLEMENTED = 12;

  private static final int UNKNOWN = 2;
  private static final int PERMISSION_DENIED = 7;
  private static final int INTERNAL = 13;
  private static final int UNAVAILABLE = 14;
  private static final int UNAUTHENTICATED = 16;

  private static final List<String> NAMES =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  /** UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS. */
  private static final Set<Integer> SERVERS_FAILURES =
      Set.of(UNKNOWN, 4, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, 15);

  private GrpcStatus() {}

  /** The code itself; of one that gRPC does not have, what its clients take it for. */
  static int known(int code) {
    return code < NAMES.size() ? Math.max(code, NONE) : UNKNOWN;
  }

  /** The name of a known {@code code} that is one. */
  static String name(int code) {
    return NAMES.get(code);
  }

  /** Whether a server's span has failed with it. */
  static boolean isServersFailure(int code) {
    return SERVERS_FAILURES.contains(code);
  }

  /** What Weft's refusal with an HTTP status is for a client of gRPC. */
  static int ofHttp(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> PERMISSION_DENIED;
      case 503 -> UNAVAILABLE;
      default -> INTERNAL;
    };
  }
}
