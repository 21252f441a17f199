package dev.weft.server.resources.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes the header {@code Accept} apart (RFC 9110 sections 5.6.6 and 12.5.1). An element that is
 * malformed is passed over, as Kubernetes does. Not thread-safe.
 */
final class AcceptParser {
  /** More elements than this are not looked at. */
  private static final int MAX_RANGES = 64;

  private static final int MAX_PARAMETERS = 16;
  private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");
  private static final Pattern QUALITY = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  private final String text;
  private int at;

  AcceptParser(String text) {
    this.text = text;
  }

  List<MediaRange> parse() {
    List<MediaRange> ranges = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    while (at <= text.length() && ranges.size() < MAX_RANGES) {
      parts.clear();
      boolean more = true;
      while (more) {
        parts.add(part());
        more = at < text.length() && text.charAt(at) == ';';
        at++;
      }
      add(ranges, parts);
    }
    return ranges;
  }

  /** The text up to the next comma or semicolon that is not within quotes. */
  private String part() {
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted && c == '\\' && at + 1 < text.length()) {
        part.append(c).append(text.charAt(++at));
        continue;
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == ';')) {
        break;
      }
      part.append(c);
    }
    return part.toString().strip();
  }

  private static void add(List<MediaRange> ranges, List<String> parts) {
    String name = parts.get(0).toLowerCase(Locale.ROOT);
    int slash = name.indexOf('/');
    if (slash < 0) {
      return;
    }
    String type = name.substring(0, slash);
    String subtype = name.substring(slash + 1);
    if (!TOKEN.matcher(type).matches()
        || !TOKEN.matcher(subtype).matches()
        || (type.equals("*") && !subtype.equals("*"))
        || parts.size() > MAX_PARAMETERS) {
      return;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            unquoted(part.substring(equals + 1).strip()));
      }
    }
    String quality = parameters.remove("q");
    if (quality == null) {
      ranges.add(new MediaRange(type, subtype, parameters, 1000));
    } else if (QUALITY.matcher(quality).matches()) {
      int thousandths = new java.math.BigDecimal(quality).movePointRight(3).intValueExact();
      ranges.add(new MediaRange(type, subtype, parameters, thousandths));
    }
  }

  private static String unquoted(String value) {
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
  }
}
