package dev.weft.benchmarks.driver;

import dev.weft.benchmarks.figures.Figures;
import dev.weft.benchmarks.figures.Metric;
import dev.weft.benchmarks.figures.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One load on one JDK: all variants side by side, measured in turn, in the opposite order in every
 * other round. So what changes on the machine meanwhile meets them alike.
 */
final class Experiment {
  private final Launcher launcher;
  private final Load load;
  private final Sink sink;
  private final Options options;

  Experiment(Launcher launcher, Load load, Sink sink, Options options) {
    this.launcher = launcher;
    this.load = load;
    this.sink = sink;
    this.options = options;
  }

  /** Runs all generations and rounds. */
  Figures run() throws IOException, InterruptedException {
    Figures figures = new Figures();
    for (int generation = 0; generation < options.generations(); generation++) {
      Map<Variant, Pair> pairs = new EnumMap<>(Variant.class);
      try {
        for (Variant variant : load.variants()) {
          pairs.put(variant, launcher.start(load, variant, generation));
        }
        for (Pair pair : pairs.values()) {
          pair.run(options.warmup(), 0);
        }
        for (int round = 0; round < options.rounds(); round++) {
          measure(pairs, round, figures);
        }
        for (Variant variant : pairs.keySet()) {
          sink.check(variant);
        }
      } finally {
        pairs.values().forEach(Pair::close);
      }
    }
    return figures;
  }

  private void measure(Map<Variant, Pair> pairs, int round, Figures figures)
      throws IOException, InterruptedException {
    List<Map.Entry<Variant, Pair>> order = new ArrayList<>(pairs.entrySet());
    if (round % 2 == 1) {
      Collections.reverse(order);
    }
    for (Map.Entry<Variant, Pair> entry : order) {
      Map<Metric, Double> values = load.measure(entry.getValue(), options);
      figures.add(entry.getKey(), values);
      System.err.printf("%s round %d %s %s%n", load, round, entry.getKey(), values);
    }
  }
}
