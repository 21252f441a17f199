package dev.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a request's fields Netty lets through and makes it malformed (RFC 9113, section 8). */
final class Http2Fields {
  private static final String CONNECT = "CONNECT";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Http2Fields() {}

  /** What is wrong with the fields of a request; null when nothing is. */
  static @Nullable String problem(Http2Headers fields) {
    CharSequence authority = fields.authority();
    if (fields.contains(Http2Headers.PseudoHeaderName.PROTOCOL.value())) {
      return "unknown pseudo-field"; // That it may be used was never said (RFC 8441).
    }
    if (fields.method() != null && !CONNECT.contentEquals(fields.method())) {
      CharSequence scheme = fields.scheme();
      if (scheme == null || !("http".contentEquals(scheme) || "https".contentEquals(scheme))) {
        return "scheme";
      }
    }
    if (fields.path() != null && !fields.path().chars().allMatch(Http2Fields::isPlain)) {
      return "target";
    }
    CharSequence host = authority == null ? fields.get("host") : authority;
    if (host != null && host.isEmpty()) {
      return "host";
    }
    return problemOfValues(fields);
  }

  /** Makes a malformed path one that can be told of. Netty would throw at it, and lose a buffer. */
  static void escapePath(Http2Headers fields) {
    CharSequence path = fields.path();
    if (path == null || path.chars().allMatch(Http2Fields::isPlain)) {
      return;
    }
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char it = path.charAt(i);
      if (isPlain(it)) {
        escaped.append(it);
      } else {
        escaped.append('%').append(HEX.toHexDigits((byte) it));
      }
    }
    fields.path(escaped);
  }

  private static boolean isPlain(int it) {
    return it > ' ' && it < 0x7f;
  }

  /** What is wrong with fields behind a request's body; null when nothing is. */
  static @Nullable String problemOfTrailers(Http2Headers fields) {
    return fields.contains("host") || fields.contains("content-length")
        ? "field that belongs before the body"
        : problemOfValues(fields);
  }

  private static @Nullable String problemOfValues(Http2Headers fields) {
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      CharSequence value = field.getValue();
      if (!value.isEmpty()
          && (isSpace(value.charAt(0)) || isSpace(value.charAt(value.length() - 1)))) {
        return "space around a value";
      }
    }
    return null;
  }

  private static boolean isSpace(char it) {
    return it == ' ' || it == '\t';
  }
}
