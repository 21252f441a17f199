package dev.weft.benchmarks.driver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do.
 *
 * @param jdks feature releases to run the programs on
 * @param loads the loads
 * @param generations how often all programs are started anew, since no two starts of a JVM compile
 *     alike
 * @param rounds how many rounds each generation runs
 * @param warmup how long every pair is loaded before the first round
 * @param window how long every pair is loaded in a round
 * @param paced how long every web pair is loaded at a fixed rate in a round
 * @param recordings a folder for Flight Recorder files, or null to record none, as for all figures
 *     that are to be kept
 */
record Options(
    List<Integer> jdks,
    Set<Load> loads,
    int generations,
    int rounds,
    Duration warmup,
    Duration window,
    Duration paced,
    @Nullable Path recordings) {
  /** What is run without any argument: about half an hour for each JDK. */
  static final Options DEFAULT =
      new Options(
          List.of(17, 25),
          EnumSet.allOf(Load.class),
          3,
          3,
          Duration.ofSeconds(6),
          Duration.ofMillis(2500),
          Duration.ofMillis(1500),
          null);

  /** How to ask for something else. */
  static final String USAGE =
      "jdks=17,25 loads=web,close,bulk,selector,traced,netty generations=N rounds=N warmup=MILLIS window=MILLIS paced=MILLIS"
          + " recordings=FOLDER";

  /**
   * Reads {@code name=value} arguments.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static Options parse(List<String> arguments) {
    Options options = DEFAULT;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw unknown(argument);
      }
      options =
          options.with(argument, argument.substring(0, equals), argument.substring(equals + 1));
    }
    return options;
  }

  private Options with(String argument, String name, String value) {
    return switch (name) {
      case "jdks" ->
          new Options(
              numbers(value), loads, generations, rounds, warmup, window, paced, recordings);
      case "loads" ->
          new Options(jdks, loads(value), generations, rounds, warmup, window, paced, recordings);
      case "generations" ->
          new Options(jdks, loads, positive(value), rounds, warmup, window, paced, recordings);
      case "rounds" ->
          new Options(jdks, loads, generations, positive(value), warmup, window, paced, recordings);
      case "warmup" ->
          new Options(jdks, loads, generations, rounds, millis(value), window, paced, recordings);
      case "window" ->
          new Options(jdks, loads, generations, rounds, warmup, millis(value), paced, recordings);
      case "paced" ->
          new Options(jdks, loads, generations, rounds, warmup, window, millis(value), recordings);
      case "recordings" ->
          new Options(
              jdks,
              loads,
              generations,
              rounds,
              warmup,
              window,
              paced,
              Path.of(value).toAbsolutePath());
      default -> throw unknown(argument);
    };
  }

  private static IllegalArgumentException unknown(String argument) {
    return new IllegalArgumentException("argument: " + argument + " (expected: " + USAGE + ")");
  }

  private static List<Integer> numbers(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String number : list.split(",", -1)) {
      numbers.add(positive(number));
    }
    return List.copyOf(numbers);
  }

  private static Set<Load> loads(String list) {
    Set<Load> loads = EnumSet.noneOf(Load.class);
    for (String load : list.split(",", -1)) {
      loads.add(load(load));
    }
    return loads;
  }

  private static Load load(String name) {
    try {
      return Load.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "load: " + name + " (expected: web, close, bulk, selector, traced or netty)", e);
    }
  }

  private static Duration millis(String number) {
    return Duration.ofMillis(positive(number));
  }

  private static int positive(String number) {
    if (!number.matches("[1-9]\\d{0,6}")) {
      throw new IllegalArgumentException("value: " + number + " (expected: a number above 0)");
    }
    return Integer.parseInt(number);
  }
}
