package dev.weft.benchmarks.proxies;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One layer: all sides stand side by side and are measured in turn, in the opposite order in every
 * other round. So what changes on the machine meanwhile meets them alike.
 */
final class Experiment {
  private final Lanes lanes;
  private final Layer layer;
  private final List<Side> sides;
  private final Options options;

  Experiment(Lanes lanes, Layer layer, List<Side> sides, Options options) {
    this.lanes = lanes;
    this.layer = layer;
    this.sides = sides;
    this.options = options;
  }

  /**
   * Runs all generations and rounds, and then looks at memory.
   *
   * @param idle how many idle connections many are, 0 to leave memory out
   */
  Results run(int idle) throws IOException, InterruptedException, GeneralSecurityException {
    Results results = new Results();
    for (int generation = 0; generation < options.generations(); generation++) {
      Map<Side, Lane> running = new EnumMap<>(Side.class);
      try {
        for (Side side : sides) {
          Lane lane = lanes.start(layer, side);
          running.put(side, lane);
          Trial.warmUp(lane, layer, options);
          System.err.printf("%s %s is warm%n", layer, side);
        }
        for (int round = 0; round < options.rounds(); round++) {
          measure(running, round, results);
        }
      } finally {
        running.values().forEach(Lane::close);
      }
    }
    for (Side side : sides) {
      if (side.isProxied() && idle > 0) {
        try (Lane lane = lanes.start(layer, side)) {
          add(results, side, "idle", Memory.measure(lane, idle));
        }
      }
    }
    return results;
  }

  private void measure(Map<Side, Lane> running, int round, Results results)
      throws IOException, InterruptedException {
    List<Map.Entry<Side, Lane>> order = new ArrayList<>(running.entrySet());
    if (round % 2 == 1) {
      Collections.reverse(order);
    }
    for (Map.Entry<Side, Lane> entry : order) {
      Map<Quantity, Double> values = Trial.measure(entry.getValue(), layer, options);
      add(results, entry.getKey(), "round " + round, values);
    }
  }

  private void add(Results results, Side side, String what, Map<Quantity, Double> values) {
    results.add(side, values);
    System.err.printf("%s %s %s %s%n", layer, what, side, values);
  }
}
