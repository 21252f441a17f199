package dev.weft.it.programs.soak;

import dev.weft.it.programs.Deadlocks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs all kinds of load at once for as long as it is told, and then stands still, so that what it
 * takes up can be compared.
 */
public final class SoakClient {
  private SoakClient() {}

  /**
   * Arguments: the three ports of {@link SoakServer}, how many connections idle. On standard input:
   * {@code run SECONDS}, answered when they are over, or {@code footprint}. Answers are numbered.
   */
  public static void main(String[] args) throws Exception {
    Deadlocks.watchIfAsked();
    int blocking = Integer.parseInt(args[0]);
    int selector = Integer.parseInt(args[1]);
    int http = Integer.parseInt(args[2]);
    Tally tally = new Tally();
    try (IdleConnections idle = IdleConnections.open(selector, Integer.parseInt(args[3]));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      List<Load> loads =
          List.of(
              new Load.Churn(blocking),
              new Load.Churn(selector),
              new Load.ChannelChurn(blocking),
              new Load.ChannelChurn(selector),
              new Load.Requests(http),
              new Load.Bulk(blocking),
              idle);
      System.out.println("ready");
      int asked = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        asked++;
        if (line.startsWith("run ")) {
          run(loads, tally, Integer.parseInt(line.substring("run ".length())));
          System.out.println(asked + " " + tally.line());
        } else {
          System.out.println(asked + " " + Footprint.line());
        }
      }
    }
  }

  private static void run(List<Load> loads, Tally tally, int seconds) throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (Load load : loads) {
      Thread thread = new Thread(() -> repeat(load, tally, end), load.getClass().getSimpleName());
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void repeat(Load load, Tally tally, long end) {
    while (System.nanoTime() < end) {
      try {
        tally.carried(load.once());
        Thread.sleep(Load.PAUSE_MILLIS);
      } catch (IOException | RuntimeException e) {
        tally.failed(load, e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
