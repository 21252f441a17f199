package dev.weft.server.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of time as people write them: {@code 30s}, {@code 1h30m}, {@code PT1H}. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}(?:ms|s|m|h|d))+");

  private Durations() {}

  /**
   * The length that {@code text} names.
   *
   * @throws IllegalArgumentException when it names none; the message is fit for people
   */
  public static Duration parse(String text) {
    if (WHOLE.matcher(text).matches()) {
      Duration sum = Duration.ZERO;
      Matcher part = PART.matcher(text);
      while (part.find()) {
        sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
      }
      return sum;
    }
    if (text.toUpperCase(Locale.ROOT).startsWith("P")) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw malformed(text, e);
      }
    }
    throw malformed(text, null);
  }

  private static IllegalArgumentException malformed(
      String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        text + " (expected: a duration such as 30s, 15m, 1h30m or PT1H)", cause);
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
