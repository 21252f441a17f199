package dev.weft.core.identity;

import java.util.Base64;

/** Whether a text is 32 bytes in canonical base64url without padding (RFC 4648, section 5). */
final class Base64UrlBytes {
  private Base64UrlBytes() {}

  static boolean is32Bytes(String text) {
    if (text.length() != 43) {
      return false;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
