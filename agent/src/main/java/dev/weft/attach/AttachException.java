package dev.weft.attach;

/** The command cannot do what it was told to; the message says why, in one sentence. */
final class AttachException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode what the command ends with
   */
  AttachException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
