package dev.weft.it.programs.soak;

/** How a connection ends. */
enum Ending {
  CLIENT_CLOSES(1),
  SERVER_CLOSES(2),
  SERVER_RESETS(3),
  CLIENT_RESETS(4),
  /** The client shuts its output down, and reads to the end. */
  HALF_CLOSED(5),
  /** The client closes as soon as TCP is connected. */
  AT_ONCE(6),
  /** The client closes in the midst of what comes back. */
  IN_THE_MIDST(7);

  private final int code;

  Ending(int code) {
    this.code = code;
  }

  /** The first byte that is sent on such a connection. */
  byte code() {
    return (byte) code;
  }
}
