package dev.weft.benchmarks.programs;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

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

  /** What a program does on any command. */
  interface Answers {
    /** Does what {@code command} says; the answer is one line. */
    String to(String command) throws IOException, InterruptedException;
  }

  /** Says {@code ready}, then obeys {@code MILLIS RATE} until the input ends. */
  static void obey(Work work) throws IOException, InterruptedException {
    answer(
        line -> {
          int space = line.indexOf(' ');
          Duration time = Duration.ofMillis(Long.parseLong(line.substring(0, space)));
          return work.run(time, Integer.parseInt(line.substring(space + 1)));
        });
  }

  /** Says {@code ready}, then answers every line until the input ends. */
  static void answer(Answers answers) throws IOException, InterruptedException {
    say("ready");
    BufferedReader in = input();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      say(answers.to(line));
    }
  }

  /**
   * Says the port of a server; then answers every line with how many bytes its threads have
   * allocated, and returns when the input ends.
   */
  static void serve(int port) throws IOException {
    say("port " + port);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    BufferedReader in = input();
    while (in.readLine() != null) {
      long[] allocated = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
      say(Long.toString(Arrays.stream(allocated).filter(it -> it > 0).sum()));
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
