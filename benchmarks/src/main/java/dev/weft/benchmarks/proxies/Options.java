package dev.weft.benchmarks.proxies;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do.
 *
 * @param layers the layers
 * @param sides the sides; what is not installed is left out
 * @param generations how often everything is started anew
 * @param rounds how many rounds each generation runs
 * @param warmup how many requests every side gets before the first round, at least
 * @param window how long a closed loop, large answers and new connections are measured, each
 * @param paced how long requests are measured at a fixed rate
 * @param idle how many idle connections many are; 0 to leave memory out
 * @param jvm options for the node proxies' JVMs
 * @param before another build of the node proxy, to be compared; null for none
 */
record Options(
    Set<Layer> layers,
    Set<Side> sides,
    int generations,
    int rounds,
    int warmup,
    Duration window,
    Duration paced,
    int idle,
    List<String> jvm,
    @Nullable Path before) {
  /** How to ask for something else. */
  static final String USAGE =
      "layers=l4,l7 sides=plain,weft,uring,haproxy,nginx,agent generations=N rounds=N warmup=REQUESTS"
          + " window=MILLIS paced=MILLIS idle=N 'jvm=OPTION ...' before=JAR";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "layers", "l4,l7",
          "sides", "plain,weft,before,haproxy,nginx,agent",
          "generations", "2",
          "rounds", "3",
          "warmup", "100000",
          "window", "1200",
          "paced", "1200",
          "idle", "10000",
          "jvm", "-Xms64m -Xmx1g",
          "before", "");

  /**
   * Reads {@code name=value} arguments.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static Options parse(List<String> arguments) {
    Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length < 2 || !values.containsKey(parts[0])) {
        throw new IllegalArgumentException("argument: " + argument + " (expected: " + USAGE + ")");
      }
      values.put(parts[0], parts[1]);
    }
    String before = values.getOrDefault("before", "");
    Set<Side> sides = set(Side.class, values, "sides");
    if (before.isEmpty()) {
      sides.remove(Side.BEFORE);
    }
    return new Options(
        set(Layer.class, values, "layers"),
        sides,
        number(values, "generations", 1),
        number(values, "rounds", 1),
        number(values, "warmup", 1),
        Duration.ofMillis(number(values, "window", 1)),
        Duration.ofMillis(number(values, "paced", 1)),
        number(values, "idle", 0),
        Arrays.stream(values.getOrDefault("jvm", "").split("\\s+", -1))
            .filter(it -> !it.isEmpty())
            .toList(),
        before.isEmpty() ? null : Path.of(before).toAbsolutePath());
  }

  private static <E extends Enum<E>> Set<E> set(
      Class<E> type, Map<String, String> values, String name) {
    Set<E> set = EnumSet.noneOf(type);
    for (String value : values.getOrDefault(name, "").split(",", -1)) {
      try {
        set.add(Enum.valueOf(type, value.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            name + ": " + value + " (expected: " + EnumSet.allOf(type) + ")", e);
      }
    }
    return set;
  }

  private static int number(Map<String, String> values, String name, int least) {
    String text = values.getOrDefault(name, "");
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < least) {
      throw new IllegalArgumentException(
          name + ": " + text + " (expected: a number of at least " + least + ")");
    }
    return Integer.parseInt(text);
  }
}
