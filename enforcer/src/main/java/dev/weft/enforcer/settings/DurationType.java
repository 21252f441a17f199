package dev.weft.enforcer.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration: {@code 300ms}, {@code 10s}, {@code 5m}, {@code 1h}, or as ISO 8601 has it.
 *
 * @param min the shortest allowed
 * @param max the longest allowed
 */
public record DurationType(Duration min, Duration max) implements ValueType<Duration> {
  private static final Pattern SHORT = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

  @Override
  public String expected() {
    return "a duration from " + spell(min) + " to " + spell(max) + ", such as 300ms, 10s or PT10S";
  }

  @Override
  public Duration parse(String text) {
    Duration duration = read(text);
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return duration;
  }

  private static Duration read(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      return Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ChronoUnit unit(String letters) {
    return switch (letters) {
      case "ms" -> ChronoUnit.MILLIS;
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      default -> ChronoUnit.HOURS;
    };
  }

  private static String spell(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
