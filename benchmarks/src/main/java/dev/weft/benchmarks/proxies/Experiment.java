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
   * Runs all generations and rounds, and then looks at memory. A side that fails is left out from
   * then on, and told as such.
   *
   * @param idle how many idle connections many are, 0 to leave memory out
   */
  Results run(int idle) throws InterruptedException, GeneralSecurityException {
    Results results = new Results();
    for (int generation = 0; generation < options.generations(); generation++) {
      Map<Side, Lane> running = new EnumMap<>(Side.class);
      try {
        for (Side side : sides) {
          attempt(side, results, () -> warm(side, running));
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
        measureMemory(side, idle, results);
      }
    }
    return results;
  }

  private interface Step {
    void run() throws IOException, InterruptedException, GeneralSecurityException;
  }

  private void attempt(Side side, Results results, Step step)
      throws InterruptedException, GeneralSecurityException {
    if (results.failure(side) != null) {
      return;
    }
    try {
      step.run();
    } catch (IOException e) {
      results.fail(side, String.valueOf(e.getMessage()));
      System.err.printf("%s %s failed: %s%n", layer, side, e.getMessage());
    }
  }

  private void warm(Side side, Map<Side, Lane> running)
      throws IOException, InterruptedException, GeneralSecurityException {
    Lane lane = lanes.start(layer, side);
    running.put(side, lane);
    Trial.warmUp(lane, layer, options);
    System.err.printf("%s %s is warm%n", layer, side);
  }

  private void measure(Map<Side, Lane> running, int round, Results results)
      throws InterruptedException, GeneralSecurityException {
    List<Map.Entry<Side, Lane>> order = new ArrayList<>(running.entrySet());
    if (round % 2 == 1) {
      Collections.reverse(order);
    }
    for (Map.Entry<Side, Lane> entry : order) {
      Side side = entry.getKey();
      attempt(
          side,
          results,
          () -> add(results, side, "round", Trial.measure(entry.getValue(), layer, options)));
    }
  }

  private void measureMemory(Side side, int idle, Results results)
      throws InterruptedException, GeneralSecurityException {
    if (results.failure(side) != null) {
      return;
    }
    try (Lane lane = lanes.start(layer, side)) {
      add(results, side, "idle", Memory.measure(lane, idle));
    } catch (IOException e) {
      // Its other figures stand.
      System.err.printf("%s %s has no figures of memory: %s%n", layer, side, e.getMessage());
    }
  }

  private void add(Results results, Side side, String what, Map<Quantity, Double> values) {
    results.add(side, values);
    System.err.printf("%s %s %s %s%n", layer, what, side, values);
  }
}
