package dev.weft.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses: one address, or CIDR notation (RFC 4632). Bits of the address beyond the
 * prefix play no part.
 *
 * @param address an address in the range
 * @param prefix how many leading bits count
 */
public record IpBlock(IpAddress address, int prefix) {
  public IpBlock {
    if (prefix < 0 || prefix > address.bits()) {
      throw new IllegalArgumentException(
          "prefix: " + prefix + " (expected: 0 to " + address.bits() + ")");
    }
  }

  /** Reads {@code <address>} or {@code <address>/<prefix>}; null when {@code text} is neither. */
  public static @Nullable IpBlock parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return null;
    }
    if (slash < 0) {
      return new IpBlock(address, address.bits());
    }
    String digits = text.substring(slash + 1);
    if (!digits.matches("0|[1-9][0-9]{0,2}")) {
      return null;
    }
    int prefix = Integer.parseInt(digits);
    // A mapped address was written with 96 bits in front of the IPv4 address it stands for.
    boolean mapped = address.version() == 4 && text.indexOf(':') >= 0;
    int actual = mapped ? prefix - 96 : prefix;
    return actual < 0 || actual > address.bits() ? null : new IpBlock(address, actual);
  }

  /** Whether {@code candidate} lies in this range. */
  public boolean contains(IpAddress candidate) {
    if (candidate.version() != address.version()) {
      return false;
    }
    // An IPv4 address stands in the lower half of the lower word, behind 96 equal bits.
    int counted = address.version() == 4 ? 96 + prefix : prefix;
    return ((candidate.high() ^ address.high()) & mask(counted)) == 0
        && ((candidate.low() ^ address.low()) & mask(counted - 64)) == 0;
  }

  /** A word whose {@code bits} leading bits are set; none below 0, all above 64. */
  private static long mask(int bits) {
    if (bits <= 0) {
      return 0;
    }
    return bits >= 64 ? -1L : -1L << (64 - bits);
  }
}
