package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.figures.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How cheap a side has to be in comparison to another one.
 *
 * @param name what is aimed at
 * @param by the quantity, in words
 * @param ratios cost in comparison, round by round; null when a side is missing
 * @param most the greatest ratio
 */
record Aim(String name, String by, @Nullable Series ratios, double most) {
  private static final double AS_HAPROXY = 1.3;
  private static final double HALF = 0.5;

  /** The aims that can be judged by {@code results}, and ratios that are worth knowing. */
  static List<Aim> of(Results results) {
    List<Aim> aims = new ArrayList<>();
    for (Quantity quantity :
        List.of(Quantity.PROXY_CPU, Quantity.BULK_PROXY_CPU, Quantity.CONNECTION_PROXY_CPU)) {
      String limit = String.format(Locale.ROOT, "%.1f", AS_HAPROXY);
      aims.add(
          new Aim(
              "Weft at most " + limit + " of HAProxy",
              quantity.title(0),
              ratio(results.series(Side.WEFT, quantity), results.series(Side.HAPROXY, quantity)),
              AS_HAPROXY));
      aims.add(
          new Aim(
              "Weft at most 1 of the other build",
              quantity.title(0),
              ratio(results.series(Side.WEFT, quantity), results.series(Side.BEFORE, quantity)),
              1));
    }
    for (Side side : results.sides()) {
      if (side.isProxied() && side != Side.BEFORE) {
        aims.add(
            new Aim(
                "agents less than half of: " + side.title(),
                "CPU µs/request beyond plaintext",
                ratio(
                    beyondPlain(results, Side.AGENT, Quantity.WHOLE_CPU),
                    beyondPlain(results, side, Quantity.WHOLE_CPU)),
                HALF));
      }
    }
    return aims.stream().filter(aim -> aim.ratios != null).toList();
  }

  /** What {@code side} costs that nothing between the programs does not, round by round. */
  private static @Nullable Series beyondPlain(Results results, Side side, Quantity quantity) {
    Series whole = results.series(side, quantity);
    Series plain = results.series(Side.PLAIN, quantity);
    return whole == null || plain == null ? null : whole.minus(plain);
  }

  private static @Nullable Series ratio(@Nullable Series own, @Nullable Series other) {
    return own == null || other == null ? null : own.dividedBy(other);
  }

  /** A line of a table. */
  String line() {
    Series known = ratios;
    if (known == null) {
      return "";
    }
    return "| %s | %s | %s | %s |%n"
        .formatted(name, by, known.text(2), known.median() <= most ? "yes" : "**no**");
  }
}
