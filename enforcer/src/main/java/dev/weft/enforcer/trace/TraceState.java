package dev.weft.enforcer.trace;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which {@code tracestate} is passed on (W3C Trace Context level 2, section 3.3). */
final class TraceState {
  private static final int MAX_MEMBERS = 32;
  private static final int MAX_KEY = 256;
  private static final int MAX_VALUE = 256;

  /** The standard asks for 512 at least; what is longer is not carried through the process. */
  private static final int MAX_LENGTH = 4096;

  private TraceState() {}

  /** {@code state} when it is well-formed, else nothing. */
  static String orEmpty(@Nullable String state) {
    return state == null || state.isEmpty() || !isValid(state) ? "" : state;
  }

  private static boolean isValid(String state) {
    if (state.length() > MAX_LENGTH) {
      return false;
    }
    Set<String> keys = new HashSet<>();
    int members = 0;
    for (int from = 0; from <= state.length(); ) {
      int comma = state.indexOf(',', from);
      int end = comma < 0 ? state.length() : comma;
      String member = trim(state.substring(from, end));
      if (!member.isEmpty()) {
        int equals = member.indexOf('=');
        if (++members > MAX_MEMBERS
            || equals < 0
            || !isKey(member.substring(0, equals))
            || !isValue(member.substring(equals + 1))
            || !keys.add(member.substring(0, equals))) {
          return false;
        }
      }
      from = end + 1;
    }
    return members > 0;
  }

  /** Spaces and tabs around a member mean nothing; others are part of it. */
  private static String trim(String member) {
    int from = 0;
    int to = member.length();
    while (from < to && isBlank(member.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(member.charAt(to - 1))) {
      to--;
    }
    return member.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isKey(String key) {
    if (key.isEmpty() || key.length() > MAX_KEY || !isAlphanumeric(key.charAt(0))) {
      return false;
    }
    for (int i = 1; i < key.length(); i++) {
      char c = key.charAt(i);
      if (!isAlphanumeric(c) && "_-*/@".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isValue(String value) {
    if (value.isEmpty() || value.length() > MAX_VALUE) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c > 0x7e || c == '=') {
        return false;
      }
    }
    return true;
  }
}
