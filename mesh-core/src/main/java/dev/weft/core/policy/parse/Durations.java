package dev.weft.core.policy.parse;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Kubernetes resources write them: {@code 5s}, {@code 1m30s}, {@code 0.5h}. */
final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|h|m|s)");

  private static final Map<String, BigDecimal> NANOS =
      Map.of(
          "h", BigDecimal.valueOf(3_600_000_000_000L),
          "m", BigDecimal.valueOf(60_000_000_000L),
          "s", BigDecimal.valueOf(1_000_000_000L),
          "ms", BigDecimal.valueOf(1_000_000L));

  /** More than this is no wait but a mistake. */
  private static final Duration MOST = Duration.ofHours(24);

  private Durations() {}

  /** The duration that {@code text} spells, or null when it spells none or more than a day. */
  static @Nullable Duration parse(String text) {
    Matcher part = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (end < text.length() && end < 64) {
      if (!part.find(end) || part.start() != end) {
        return null;
      }
      BigDecimal unit = NANOS.getOrDefault(part.group(2), BigDecimal.ZERO);
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    boolean fits = nanos.compareTo(BigDecimal.valueOf(MOST.toNanos())) <= 0;
    return end == text.length() && end > 0 && fits ? Duration.ofNanos(nanos.longValue()) : null;
  }

  /** The shortest spelling that {@link #parse} reads as {@code duration}. */
  static String text(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros();
    return seconds.toPlainString() + "s";
  }
}
