package dev.weft.core.token;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64url without padding (RFC 7515 section 2), in the one spelling that an encoder writes: bits
 * that mean nothing are zero (RFC 4648 section 3.5), so that no two texts stand for the same bytes.
 */
final class Base64Url {
  private Base64Url() {}

  /** The bytes that {@code text} stands for, or null when it is malformed, padded or odd. */
  static byte @Nullable [] decode(String text) {
    if (text.indexOf('=') >= 0) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String written = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return written.equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
