package dev.weft.enforcer.report;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line: the time, the level, the event and its fields, as {@code key=value}. Values with blanks
 * or quotes are quoted, control characters are escaped, so that no value can forge a line.
 */
final class LogLine {
  private static final int MAX_VALUE = 1000;
  private static final int SECONDS_OF_DAY = 86_400;

  private final StringBuilder text = new StringBuilder(160);

  LogLine(Instant time, LogLevel level, String event) {
    text.append("time=");
    addTime(time);
    add("level", level);
    add("event", event);
  }

  /**
   * As RFC 3339 has it. Not by the JDK's formatters: to set them up takes longer than all else that
   * an agent does before its first line.
   */
  private void addTime(Instant time) {
    long second = Math.floorMod(time.getEpochSecond(), SECONDS_OF_DAY);
    text.append(LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_OF_DAY)));
    addDigits('T', second / 3600, 2);
    addDigits(':', second / 60 % 60, 2);
    addDigits(':', second % 60, 2);
    addDigits('.', time.getNano() / 1000, 6);
    text.append('Z');
  }

  private void addDigits(char before, long number, int digits) {
    text.append(before);
    String shown = Long.toString(number);
    for (int i = shown.length(); i < digits; i++) {
      text.append('0');
    }
    text.append(shown);
  }

  void add(Object key, @Nullable Object value) {
    text.append(' ').append(key).append('=');
    String shown = String.valueOf(value);
    String cut = shown.length() <= MAX_VALUE ? shown : shown.substring(0, MAX_VALUE) + "...";
    if (isPlain(cut)) {
      text.append(cut);
    } else {
      quote(cut);
    }
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '"' || c == '\\' || c == '=' || !isPrintable(c)) {
        return false;
      }
    }
    return !value.isEmpty();
  }

  private static boolean isPrintable(char c) {
    // U+2028 and U+2029 break lines in some viewers.
    return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c == '\n') {
        text.append("\\n");
      } else if (isPrintable(c)) {
        text.append(c);
      } else {
        text.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      }
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
