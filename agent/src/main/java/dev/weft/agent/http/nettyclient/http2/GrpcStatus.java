package dev.weft.agent.http.nettyclient.http2;

import java.util.List;

/** The status codes of gRPC by their numbers (gRPC's {@code doc/statuscodes.md}). */
public final class GrpcStatus {
  static final int UNKNOWN = 2;
  static final int CANCELLED = 1;
  static final int UNAVAILABLE = 14;

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

  private GrpcStatus() {}

  /** The code that a header holds; that for unknown ones where it holds none. */
  static int read(CharSequence value) {
    try {
      int code = Integer.parseInt(value.toString());
      return code >= 0 && code < NAMES.size() ? code : UNKNOWN;
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  static String name(int code) {
    return NAMES.get(code);
  }
}
