package dev.weft.server.resources.patch;

/** A well-formed operation that cannot be carried out on this document. */
final class PatchFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PatchFailure(String message) {
    // An answer, not a fault: no stack trace.
    super(message, null, false, false);
  }
}
