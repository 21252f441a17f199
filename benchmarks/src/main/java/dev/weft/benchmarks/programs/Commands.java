package dev.weft.benchmarks.programs;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.ObjectName;

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
   * Says the port of a server; then answers {@code allocated} with how many bytes its threads have
   * allocated and {@code live} with {@link #live}, and returns when the input ends.
   */
  static void serve(int port) throws IOException {
    say("port " + port);
    BufferedReader in = input();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      say(line.equals("live") ? live() : allocated());
    }
  }

  private static String allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
    return Long.toString(Arrays.stream(allocated).filter(it -> it > 0).sum());
  }

  /**
   * How many bytes of the heap are in use once what is dead has been collected. What is free of the
   * C library's memory goes back to the kernel, so that what is resident is in use too.
   */
  static String live() {
    // Once for what references kept, once for what their going set free.
    System.gc();
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    trim();
    return Long.toString(used);
  }

  private static void trim() {
    try {
      ObjectName diagnostics = new ObjectName("com.sun.management:type=DiagnosticCommand");
      ManagementFactory.getPlatformMBeanServer()
          .invoke(diagnostics, "systemTrimNativeHeap", new Object[0], new String[0]);
    } catch (JMException e) {
      throw new IllegalStateException("JDK: no System.trim_native_heap (expected: 17.0.9+)", e);
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
