package dev.weft.proxy.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this machine, or the container that this is, speaks IPv6: a kernel may be without, and it
 * may be off, as it is in Docker's networks by default.
 */
public final class Ipv6 {
  private Ipv6() {}

  /**
   * Whether it does, on Linux: then some interface has an address of it. Loopback need not: what is
   * sent to the others' addresses is not to pass because of that.
   */
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
      return Files.exists(addresses) && !Files.readString(addresses).isBlank();
    } catch (IOException e) {
      // To find no way to catch it later ends the start; to think that there is none would not.
      return true;
    }
  }
}
