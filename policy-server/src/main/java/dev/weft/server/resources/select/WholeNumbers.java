package dev.weft.server.resources.select;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the numbers that labels are compared with. */
final class WholeNumbers {
  private static final Pattern FORM = Pattern.compile("[-+]?[0-9]{1,64}");

  private WholeNumbers() {}

  /** The number in {@code text}; empty when it is none, or takes more than 64 bits. */
  static OptionalLong of(String text) {
    if (!FORM.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    BigInteger number = new BigInteger(text);
    return number.bitLength() < Long.SIZE
        ? OptionalLong.of(number.longValueExact())
        : OptionalLong.empty();
  }
}
