package dev.weft.proxy.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this machine, or the container that this is, speaks IPv6: a kernel may be without, and it
 * may be off, as it is in Docker's networks by default.
 */
public final class Ipv6 {
  /** {@code ::1}, as it stands in the kernel's list. */
  private static final String LOOPBACK = "00000000000000000000000000000001 ";

  private Ipv6() {}

  /** Whether it does, on Linux: then loopback has an address of it. */
  public static boolean isThere() {
    return isThere(Path.of("/proc/net/if_inet6"));
  }

  /**
   * As {@link #isThere()}.
   *
   * @param addresses the kernel's list of addresses, which is not there in a kernel without IPv6
   */
  static boolean isThere(Path addresses) {
    try {
      return Files.exists(addresses)
          && Files.readAllLines(addresses).stream().anyMatch(line -> line.startsWith(LOOPBACK));
    } catch (IOException e) {
      return false;
    }
  }
}
