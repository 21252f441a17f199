package dev.weft.enforcer.request;

import dev.weft.bootstrap.http.PathStyle;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads the paths that hold anything out of the ordinary. */
final class PathDecoding {
  private static final String RAW = "-._~!$&'()*+,;=:@/";

  private PathDecoding() {}

  static PathReading read(PathStyle style, String target, int end) {
    boolean servlet = style == PathStyle.SERVLET;
    String raw = target.substring(0, end);
    byte[] decoded = decode(servlet ? withoutParameters(raw) : raw);
    if (decoded == null) {
      return new PathReading.Refused("a malformed escape, a control or a character beyond ASCII");
    }
    if (!isUtf8(decoded)) {
      return new PathReading.Refused("not in UTF-8");
    }
    if (style == PathStyle.RAW && isDoubtful(raw, decoded)) {
      return new PathReading.Refused("a path parameter, a backslash, or an escape of a delimiter");
    }
    String path = resolve(encode(decoded, servlet), servlet);
    if (path == null) {
      return new PathReading.Refused(
          servlet ? "dot segments that lead above the root" : "dot or empty segments");
    }
    return path.equals(raw)
        ? PathReading.Same.SAME
        : new PathReading.Other(path + target.substring(end));
  }

  private static String withoutParameters(String raw) {
    StringBuilder kept = new StringBuilder(raw.length());
    boolean parameter = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      parameter = c == ';' || (parameter && c != '/');
      if (!parameter) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private static byte @Nullable [] decode(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      int octet = c;
      if (c == '%') {
        int high = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) : -1;
        int low = i + 2 < raw.length() ? hex(raw.charAt(i + 2)) : -1;
        octet = high < 0 || low < 0 ? 0 : high << 4 | low;
        i += 2;
      } else if (c <= ' ' || c >= 0x7f) {
        return null;
      }
      if (octet == 0) {
        return null;
      }
      bytes.write(octet);
    }
    return bytes.toByteArray();
  }

  private static int hex(char c) {
    return c < 0x7f ? Character.digit(c, 16) : -1;
  }

  /** Whether frameworks differ about it: {@code /} only where it was escaped. */
  private static boolean isDoubtful(String raw, byte[] decoded) {
    int slashes = 0;
    for (byte b : decoded) {
      if (b == ';' || b == '\\' || b == '%') {
        return true;
      }
      slashes += b == '/' ? 1 : 0;
    }
    return slashes != raw.chars().filter(c -> c == '/').count();
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      CharBuffer unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String encode(byte[] bytes, boolean backslashes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      int octet = b & 0xff;
      boolean letter = (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
      if (backslashes && octet == '\\') {
        text.append('/');
      } else if (letter || (octet >= '0' && octet <= '9') || RAW.indexOf(octet) >= 0) {
        text.append((char) octet);
      } else {
        text.append('%');
        text.append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)));
        text.append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
      }
    }
    return text.toString();
  }

  /** Merges slashes and resolves dot segments; null where that is not to be done, or leads out. */
  private static @Nullable String resolve(String path, boolean servlet) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      boolean last = i == segments.length - 1;
      boolean dots = segment.equals(".") || segment.equals("..");
      if (!servlet && (dots || (segment.isEmpty() && !last))) {
        return null;
      }
      if (segment.equals("..") && kept.pollLast() == null) {
        return null;
      }
      if (!dots && (!segment.isEmpty() || last)) {
        kept.addLast(segment);
      } else if (last) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
