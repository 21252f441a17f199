package dev.weft.proxy.inpod;

import dev.weft.core.directory.IpLiteral;
import dev.weft.proxy.netfilter.SystemCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that a network namespace has. */
final class PodAddresses {
  private static final Pattern ADDRESS = Pattern.compile(" inet6? ([0-9a-fA-F:.]+)[ /]");

  private PodAddresses() {}

  /**
   * Refuses {@code expected} when one of them is not there: peers would be told of a pod that is
   * another.
   *
   * @throws IOException when that is so, or cannot be found out
   */
  static void require(Set<InetAddress> expected, SystemCommands commands) throws IOException {
    Set<InetAddress> there = read(commands.run("", "ip", "-o", "address", "show"));
    for (InetAddress address : expected) {
      if (!there.contains(IpLiteral.normalise(address))) {
        throw new IOException(
            "pod.addresses: "
                + address.getHostAddress()
                + ": not in pod.netns (expected: the pod's own addresses)");
      }
    }
  }

  /** Those in what {@code ip -o address show} has written. */
  static Set<InetAddress> read(String listing) {
    Set<InetAddress> addresses = new HashSet<>();
    Matcher matcher = ADDRESS.matcher(listing);
    while (matcher.find()) {
      addresses.add(IpLiteral.normalise(IpLiteral.parse(matcher.group(1))));
    }
    return addresses;
  }
}
