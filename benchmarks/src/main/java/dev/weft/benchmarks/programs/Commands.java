package dev.weft.benchmarks.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The commands on a program's standard input: one a line, answered by one line. The end of the
 * input ends the program.
 */
final class Commands {
  private Commands() {}

  /** What a client does on a command. */
  interface Work {
    /**
     * Puts load on the server for about {@code time}.
     *
     * @param rate operations per second, 0 for as many as can be
     * @return the answer
     */
    String run(Duration time, int rate) throws IOException, InterruptedException;
  }

  /** Says {@code ready}, then obeys {@code MILLIS RATE} until the input ends. */
  static void obey(Work work) throws IOException, InterruptedException {
    say("ready");
    BufferedReader in = input();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int space = line.indexOf(' ');
      Duration time = Duration.ofMillis(Long.parseLong(line.substring(0, space)));
      say(work.run(time, Integer.parseInt(line.substring(space + 1))));
    }
  }

  /** Says the port of a server, and returns when the input ends. */
  static void serve(int port) throws IOException {
    say("port " + port);
    BufferedReader in = input();
    while (in.readLine() != null) {
      // Nothing is asked of a server.
    }
  }

  private static BufferedReader input() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
