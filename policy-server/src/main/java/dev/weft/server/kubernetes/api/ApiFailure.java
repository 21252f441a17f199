package dev.weft.server.kubernetes.api;

import java.io.IOException;

/** The API server refused a request; the message holds nothing that is secret. */
final class ApiFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /** What was asked for is too old: everything has to be listed again. */
  static final int GONE = 410;

  private final int status;

  ApiFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }
}
