package dev.weft.proxy.net;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine speaks IPv6: a kernel may be without. */
public final class Ipv6 {
  private Ipv6() {}

  /** Whether it does, on Linux. */
  public static boolean isThere() {
    return Files.exists(Path.of("/proc/net/if_inet6"));
  }
}
