package dev.weft.proxy.netfilter;

import java.io.IOException;

/** Runs programs of the system, such as {@code nft}, and waits for them. Blocks. */
public interface Commands {
  /**
   * What {@code command} wrote on its standard output.
   *
   * @param input what it reads
   * @throws IOException when it is not there, says no, or takes too long; the message holds what it
   *     wrote
   */
  String run(String input, String... command) throws IOException;

  /** Whether {@code command} succeeds. */
  boolean succeeds(String... command) throws IOException;

  /**
   * Whether loopback has IPv6 there: a kernel may be without, and a namespace may have it off.
   *
   * @throws IOException when that cannot be found out
   */
  default boolean haveIpv6() throws IOException {
    return run("", "ip", "-6", "-o", "address", "show", "dev", "lo").contains("::1/");
  }
}
