package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.driver.ProcessMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What idle connections cost the proxies in memory: their proportional set size (Linux). */
final class Memory {
  private static final int FEW = 100;
  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final Duration LONGEST = Duration.ofSeconds(150);

  /** What a process needs beside its connections. */
  private static final int OTHER_FILES = 300;

  private Memory() {}

  /** As many idle connections as a process may have, of which each takes two files. */
  static int most(int wanted) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith("Max open files")) {
        String[] fields = line.substring("Max open files".length()).strip().split("\\s+", -1);
        long hard = fields[1].equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(fields[1]);
        return (int) Math.min(wanted, (hard - OTHER_FILES) / 2);
      }
    }
    return wanted;
  }

  /** Opens connections through a fresh {@code lane}, {@code many} in the end. */
  static Map<Quantity, Double> measure(Lane lane, int many)
      throws IOException, InterruptedException {
    Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
    if (open(lane, FEW)) {
      values.put(Quantity.FEW_IDLE, megabytes(lane));
    }
    if (open(lane, many)) {
      values.put(Quantity.MANY_IDLE, megabytes(lane));
    }
    return values;
  }

  private static boolean open(Lane lane, int count) throws IOException, InterruptedException {
    Lane.Window opened = lane.run("idle " + LONGEST.toMillis() + " " + count, LONGEST);
    double open = opened.answer().get(0);
    if (open < count) {
      System.err.printf("only %.0f of %d connections in %s%n", open, count, LONGEST);
    }
    return open == count;
  }

  private static double megabytes(Lane lane) throws IOException {
    ProxyPair proxies = lane.proxies();
    double sum = 0;
    if (proxies != null) {
      for (Daemon process : proxies.processes()) {
        sum += ProcessMemory.PROPORTIONAL.bytes(process.pid()) / BYTES_PER_MEGABYTE;
      }
    }
    return sum;
  }
}
