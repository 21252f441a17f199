package dev.weft.core.token;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64url without padding (RFC 7515 section 2). */
final class Base64Url {
  private Base64Url() {}

  /** The bytes that {@code text} stands for, or null when it is malformed or padded. */
  static byte @Nullable [] decode(String text) {
    if (text.indexOf('=') >= 0) {
      return null;
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
