package dev.weft.core.control;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import java.net.InetAddress;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Numbers by which the two ends of a config pull find out that they do not hold the same: each
 * entry of a section has one, and the section's sum is that of its entries, whatever their order.
 * They guard against a mistake on the way, not against an adversary, who could not get there: the
 * channel is authenticated.
 */
public final class Fingerprint {
  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  /**
   * Of a policy.
   *
   * @param namespace its namespace
   * @param name its name
   * @param resourceVersion its version, which is another one after each change of its content
   */
  public static long ofPolicy(String namespace, String name, String resourceVersion) {
    long hash = add(START, namespace);
    hash = add(hash, name);
    return mix(add(hash, resourceVersion));
  }

  /** Of an entry of the directory. */
  public static long ofEndpoint(
      InetAddress address, int port, Collection<SpiffeId> principals, MutualTlsMode mode) {
    long hash = START;
    for (byte part : address.getAddress()) {
      hash = add(hash, part);
    }
    hash = add(add(hash, port >> 8), port);
    hash = add(hash, mode.name());
    TreeSet<String> sorted = new TreeSet<>();
    for (SpiffeId principal : principals) {
      sorted.add(principal.toString());
    }
    for (String principal : sorted) {
      hash = add(hash, principal);
    }
    return mix(hash);
  }

  /** A sum as it stands in a message: sixteen hexadecimal digits. */
  public static String text(long sum) {
    String digits = Long.toHexString(sum);
    return "0".repeat(16 - digits.length()) + digits;
  }

  /** FNV-1a, with an end that no text contains, so that "ab","c" is not "a","bc". */
  private static long add(long hash, String text) {
    long result = hash;
    for (int i = 0; i < text.length(); i++) {
      result = add(add(result, text.charAt(i) >> 8), text.charAt(i));
    }
    return add(add(result, 0xFF), 0xFF);
  }

  private static long add(long hash, int part) {
    return (hash ^ (part & 0xFF)) * PRIME;
  }

  /** Spreads what FNV leaves in the low bits, since sums of similar entries are compared. */
  private static long mix(long hash) {
    long result = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    result = (result ^ (result >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return result ^ (result >>> 33);
  }
}
