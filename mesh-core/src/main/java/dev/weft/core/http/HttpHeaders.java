package dev.weft.core.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A header section, of which only the framing is kept. */
final class HttpHeaders {
  private static final int MAX_LINES = 100;
  private static final int MAX_BYTES = 32 * 1024;
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\t\\x20-\\x7E\\x80-\\xFF]*)");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private final List<String> lengths = new ArrayList<>();
  private final List<String> transferCodings = new ArrayList<>();
  private boolean close;

  private HttpHeaders() {}

  /** Reads up to the empty line. */
  static HttpHeaders read(HttpInput in) throws IOException {
    HttpHeaders headers = new HttpHeaders();
    int left = MAX_BYTES;
    int lines = 0;
    for (String line = in.line(left); !line.isEmpty(); line = in.line(left)) {
      left -= line.length();
      if (++lines > MAX_LINES) {
        throw HttpInput.malformed("more than " + MAX_LINES + " header lines");
      }
      headers.add(line);
    }
    return headers;
  }

  private void add(String line) throws IOException {
    var field = FIELD.matcher(line);
    if (!field.matches()) {
      // Also folded lines and a space before the colon (RFC 9112, section 5).
      throw HttpInput.malformed("a malformed header line");
    }
    String value = field.group(2).strip();
    switch (field.group(1).toLowerCase(Locale.ROOT)) {
      case "content-length" -> lengths.add(value);
      case "transfer-encoding" -> transferCodings.add(value);
      case "connection" -> close |= value.toLowerCase(Locale.ROOT).contains("close");
      case "content-encoding" -> {
        if (!value.equalsIgnoreCase("identity")) {
          throw HttpInput.malformed("a content encoding that was not asked for");
        }
      }
      default -> {}
    }
  }

  boolean close() {
    return close;
  }

  boolean framed() {
    return !lengths.isEmpty() || !transferCodings.isEmpty();
  }

  /** Whether the body is chunked; any other framing than one length or one coding is refused. */
  boolean chunked() throws IOException {
    if (transferCodings.isEmpty()) {
      return false;
    }
    if (!lengths.isEmpty()) {
      throw HttpInput.malformed("both content-length and transfer-encoding");
    }
    if (transferCodings.size() != 1 || !transferCodings.get(0).equalsIgnoreCase("chunked")) {
      throw HttpInput.malformed("an unknown transfer-encoding");
    }
    return true;
  }

  /** The content length, at most {@code max}. */
  int length(int max) throws IOException {
    if (lengths.size() != 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
      throw HttpInput.malformed("no one valid content-length");
    }
    long length = Long.parseLong(lengths.get(0));
    if (length > max) {
      throw HttpInput.malformed(length + " bytes (expected: at most " + max + ")");
    }
    return (int) length;
  }
}
