package dev.weft.benchmarks.driver;

import dev.weft.benchmarks.figures.Metric;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What idle connections cost a pair of programs, and the connections beside them. */
final class IdleConnections {
  private static final int COUNT = 3000;
  private static final double KILOBYTE = 1024;
  private static final Duration LONGEST = Duration.ofSeconds(150);

  private IdleConnections() {}

  /** Measures {@code pair} without any, opens them, measures it with them, and closes them. */
  static Map<Metric, Double> measure(Pair pair, Options options)
      throws IOException, InterruptedException {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    Window alone = pair.run(options.window(), 0);
    metrics.put(Metric.SELECTED, perSecond(alone));
    metrics.put(Metric.SELECTED_CPU, alone.cpuMicros() / alone.answer().get(0));
    long client = bytes(pair.client());
    long server = bytes(pair.server());
    open(pair, COUNT);
    metrics.put(Metric.IDLE_CLIENT, (bytes(pair.client()) - client) / KILOBYTE / COUNT);
    metrics.put(Metric.IDLE_SERVER, (bytes(pair.server()) - server) / KILOBYTE / COUNT);
    Window beside = pair.run(options.window(), 0);
    metrics.put(Metric.SELECTED_BESIDE_IDLE, perSecond(beside));
    metrics.put(Metric.SELECTED_BESIDE_IDLE_CPU, beside.cpuMicros() / beside.answer().get(0));
    open(pair, 0);
    return metrics;
  }

  private static double perSecond(Window window) {
    return window.answer().get(0) / (window.answer().get(1) / 1e9);
  }

  private static void open(Pair pair, int count) throws IOException, InterruptedException {
    String open = pair.client().ask("idle " + count, LONGEST);
    if (Integer.parseInt(open) != count) {
      throw new IOException("idle connections: " + open + " (expected: " + count + ")");
    }
  }

  /** Live objects, and all that is outside the heap, whose pages have all been touched. */
  private static long bytes(Program program) throws IOException, InterruptedException {
    long live = Long.parseLong(program.ask("live", Duration.ZERO));
    return live + ProcessMemory.RESIDENT.bytes(program.pid());
  }
}
