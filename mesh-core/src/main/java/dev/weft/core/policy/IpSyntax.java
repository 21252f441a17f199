package dev.weft.core.policy;

import org.jspecify.annotations.Nullable;

/** The text forms of IP addresses (RFC 4291 section 2.2; dotted quads without leading zeros). */
final class IpSyntax {
  private IpSyntax() {}

  /** The 4 or 16 bytes of {@code text}, or null when it is no address. */
  static byte @Nullable [] parse(String text) {
    return text.indexOf(':') < 0 ? v4(text) : v6(text);
  }

  private static byte @Nullable [] v4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int octet = number(parts[i], 3, 10);
      if (octet < 0 || octet > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
        return null;
      }
      bytes[i] = (byte) octet;
    }
    return bytes;
  }

  private static byte @Nullable [] v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == 16 ? all : null;
    }
    byte[] head = groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    if (head == null || tail == null || head.length + tail.length > 14 || embedsV4(text, gap)) {
      return null;
    }
    byte[] bytes = new byte[16];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
    return bytes;
  }

  /** Whether a dotted quad stands before the gap, where it cannot be the address's end. */
  private static boolean embedsV4(String text, int gap) {
    return text.substring(0, gap).indexOf('.') >= 0;
  }

  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    if (parts.length > 8) {
      return null;
    }
    byte[] bytes = new byte[16];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].indexOf('.') >= 0) {
        byte[] quad = i == parts.length - 1 && length <= 12 ? v4(parts[i]) : null;
        if (quad == null) {
          return null;
        }
        System.arraycopy(quad, 0, bytes, length, 4);
        length += 4;
      } else {
        int group = number(parts[i], 4, 16);
        if (group < 0) {
          return null;
        }
        bytes[length++] = (byte) (group >> 8);
        bytes[length++] = (byte) group;
      }
    }
    return java.util.Arrays.copyOf(bytes, length);
  }

  /** The number that {@code text} spells with at most {@code digits} ASCII digits, or -1. */
  private static int number(String text, int digits, int radix) {
    if (text.isEmpty() || text.length() > digits) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
