package dev.weft.agent.boot;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** An application that prints a channel. */
public final class ProbedProgram {
  private ProbedProgram() {}

  /** Prints the channel. */
  public static void main(String[] args) throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      System.out.println(channel);
    }
  }
}
