package dev.weft.it.programs.soak;

/** How a connection ends. */
enum Ending {
  CLIENT_CLOSES,
  SERVER_CLOSES,
  SERVER_RESETS,
  CLIENT_RESETS,
  /** The client shuts its output down, and reads to the end. */
  HALF_CLOSED,
  /** The client closes as soon as TCP is connected. */
  AT_ONCE,
  /** The client closes in the midst of what comes back. */
  IN_THE_MIDST;

  /** The first byte that is sent on such a connection. */
  byte code() {
    return (byte) ordinal();
  }
}
