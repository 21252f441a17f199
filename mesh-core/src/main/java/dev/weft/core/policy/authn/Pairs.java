package dev.weft.core.policy.authn;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values by name in a query or in cookies; of several with one name, the first. */
final class Pairs {
  private Pairs() {}

  /** The parameters called {@code names} in the query of {@code target}, decoded. */
  static Map<String, String> ofQuery(String target, List<String> names) {
    Map<String, String> values = new HashMap<>();
    int query = target.indexOf('?');
    int fragment = target.indexOf('#');
    int end = fragment < 0 ? target.length() : fragment;
    if (query < 0 || query >= end) {
      return values;
    }
    int start = query + 1;
    while (start <= end) {
      int and = target.indexOf('&', start);
      int stop = and < 0 || and > end ? end : and;
      put(values, names, decode(name(target, start, stop)), decode(value(target, start, stop)));
      start = stop + 1;
    }
    return values;
  }

  /** The cookies called {@code names} in Cookie headers (RFC 6265 section 4.2.1). */
  static Map<String, String> ofCookies(List<String> headers, List<String> names) {
    Map<String, String> values = new HashMap<>();
    for (String header : headers) {
      int start = 0;
      while (start <= header.length()) {
        int semicolon = header.indexOf(';', start);
        int stop = semicolon < 0 ? header.length() : semicolon;
        String value = value(header, start, stop).strip();
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        put(
            values,
            names,
            name(header, start, stop).strip(),
            quoted ? value.substring(1, value.length() - 1) : value);
        start = stop + 1;
      }
    }
    return values;
  }

  private static void put(
      Map<String, String> values, List<String> names, String name, String value) {
    if (names.contains(name)) {
      values.putIfAbsent(name, value);
    }
  }

  private static String name(String text, int start, int stop) {
    int equals = text.indexOf('=', start);
    return text.substring(start, equals < 0 || equals > stop ? stop : equals);
  }

  private static String value(String text, int start, int stop) {
    int equals = text.indexOf('=', start);
    return equals < 0 || equals >= stop ? "" : text.substring(equals + 1, stop);
  }

  /** RFC 3986 section 2.1; what is no escape stays as it is. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (text.charAt(i) == '%' && high >= 0 && low >= 0) {
        bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
        bytes.write(high * 16 + low);
        i += 2;
        from = i + 1;
      }
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
