package dev.weft.it.programs;

import java.io.IOException;

/** What every server program does around its own stack. */
final class Serving {
  private Serving() {}

  /**
   * Says where the program listens, and returns when its standard input has ended, which is how the
   * one who started it asks it to stop.
   */
  static void untilToldToStop(int port) throws IOException {
    Deadlocks.watchIfAsked();
    System.out.println("listening " + port);
    while (System.in.read() >= 0) {
      // Whatever is written there means nothing.
    }
  }

  /** The port that the program was told to listen on. */
  static int port(String[] args) {
    return Integer.parseInt(args[0]);
  }
}
