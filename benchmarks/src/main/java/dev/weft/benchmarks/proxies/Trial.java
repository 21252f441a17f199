package dev.weft.benchmarks.proxies;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What is measured of a lane in one round. */
final class Trial {
  /** Requests per second where they are paced. */
  private static final int RATE = 1000;

  private static final double MEGABYTE = 1e6;
  private static final Duration STEP = Duration.ofSeconds(2);
  private static final Duration LONGEST_WARMUP = Duration.ofSeconds(15);

  /** The part of the CPU time from which on compilers are said to be busy. */
  private static final double COMPILING = 0.05;

  private Trial() {}

  /** Loads {@code lane} until its programs are as fast as they get. */
  static void warmUp(Lane lane, Layer layer, Options options)
      throws IOException, InterruptedException {
    settle(lane, "requests", options.warmup());
    settle(lane, "bulk", 1);
    if (layer == Layer.L4) {
      settle(lane, "connections", 1);
    }
  }

  /**
   * Goes on until {@code least} has been done and the compilers have little left to do, but not for
   * ever. By work and not by time: on a busy machine the same time would leave a JVM colder.
   */
  private static void settle(Lane lane, String what, int least)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_WARMUP.toNanos();
    double done = 0;
    boolean compiling = true;
    while ((done < least || compiling) && System.nanoTime() < end) {
      long before = lane.compilerNanos();
      Lane.Window window = run(lane, what, STEP, 0);
      done += window.answer().get(0);
      compiling = lane.compilerNanos() - before > window.wholeNanos() * COMPILING;
    }
  }

  /** Measures {@code lane} once. */
  static Map<Quantity, Double> measure(Lane lane, Layer layer, Options options)
      throws IOException, InterruptedException {
    Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
    Lane.Window fast = run(lane, "requests", options.window(), 0);
    double count = fast.answer().get(0);
    values.put(Quantity.REQUESTS, count / seconds(fast));
    values.put(Quantity.PROXY_CPU, fast.proxyNanos() / 1e3 / count);
    values.put(Quantity.WHOLE_CPU, fast.wholeNanos() / 1e3 / count);
    Lane.Window paced = run(lane, "requests", options.paced(), RATE);
    values.put(Quantity.P50, paced.answer().get(2) / 1e3);
    values.put(Quantity.P99, paced.answer().get(3) / 1e3);
    Lane.Window bulk = run(lane, "bulk", options.window(), 0);
    double megabytes = bulk.answer().get(0) / MEGABYTE;
    values.put(Quantity.BULK, megabytes / seconds(bulk));
    // Nanoseconds by megabyte are microseconds by gigabyte.
    values.put(Quantity.BULK_PROXY_CPU, bulk.proxyNanos() / 1e3 / megabytes);
    values.put(Quantity.BULK_WHOLE_CPU, bulk.wholeNanos() / 1e3 / megabytes);
    if (layer == Layer.L4) {
      // Only there does each connection of a client mean a handshake: others keep theirs by L7.
      Lane.Window connections = run(lane, "connections", options.window(), 0);
      double made = connections.answer().get(0);
      values.put(Quantity.CONNECTIONS, made / seconds(connections));
      values.put(Quantity.CONNECTION_PROXY_CPU, connections.proxyNanos() / 1e3 / made);
      values.put(Quantity.CONNECTION_WHOLE_CPU, connections.wholeNanos() / 1e3 / made);
    }
    return values;
  }

  private static double seconds(Lane.Window window) {
    return window.answer().get(1) / 1e9;
  }

  private static Lane.Window run(Lane lane, String what, Duration time, int rate)
      throws IOException, InterruptedException {
    return lane.run(what + " " + time.toMillis() + " " + rate, time);
  }
}
