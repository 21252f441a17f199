package dev.weft.proxy.netfilter;

import dev.weft.proxy.settings.CaptureSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The nftables table inside a pod's network namespace, as text for {@code nft -f}. What holds by
 * it:
 *
 * <ul>
 *   <li>All TCP that the pod opens to others is redirected to the proxy's listener on loopback, and
 *       all that is opened to the pod to its listener for what comes in. What the pod opens to
 *       itself is left alone.
 *   <li>What comes from the addresses of probes is left alone. Any other new connection that gets
 *       past the redirection is dropped.
 *   <li>What the proxy sends bears its mark, and is left alone. Answers to what it opens in a
 *       client's name come back to it.
 *   <li>When nobody listens, connections are refused.
 *   <li>Anything but TCP is left alone. What the pod sends by UDP, name look-ups apart, is counted.
 * </ul>
 *
 * <p>Only a connection's first packet is looked at: what was open before goes on as it was. The
 * kernel's own rule for NAT is not enough for that, since it takes a packet of a connection from
 * before it began to follow any for the first of a new one.
 */
public final class InPodTable {
  private static final int DNS = 53;

  private InPodTable() {}

  /** The table of a pod under capture. */
  public static String render(CaptureSettings settings) {
    List<String> guard = new ArrayList<>(probes(settings));
    guard.add("    tcp dport != " + settings.inboundPort() + " drop");
    return table(
        settings,
        "    meta l4proto tcp redirect to :" + settings.outboundPort(),
        "    meta l4proto tcp redirect to :" + settings.inboundPort(),
        GuardChain.lines(guard));
  }

  /**
   * The table of a pod that is captured no more: new connections are left alone, and those that
   * have been redirected go on, for which the kernel wants the chains to stay.
   */
  public static String released(CaptureSettings settings) {
    return table(settings, "    accept", "    accept", List.of());
  }

  private static String table(CaptureSettings settings, String out, String in, List<String> guard) {
    List<String> lines = new ArrayList<>();
    lines.add("table inet " + CaptureRules.TABLE);
    lines.add("delete table inet " + CaptureRules.TABLE);
    lines.add("table inet " + CaptureRules.TABLE + " {");
    lines.add("  counter udp4 { }");
    lines.add("  counter udp6 { }");
    lines.add("  chain out {");
    lines.add("    type nat hook output priority -101; policy accept;");
    lines.add("    meta l4proto != tcp accept");
    lines.add(HostTable.FIRST_ONLY);
    lines.add("    meta mark & 0x" + Integer.toHexString(settings.ownMark()) + " != 0 accept");
    lines.add("    fib daddr type local accept");
    lines.add(out);
    lines.add("  }");
    lines.add("  chain in {");
    lines.add("    type nat hook prerouting priority dstnat - 1; policy accept;");
    lines.add("    meta l4proto != tcp accept");
    lines.add(HostTable.FIRST_ONLY);
    lines.add("    iifname \"lo\" accept");
    lines.add("    ip daddr 127.0.0.0/8 accept");
    lines.add("    fib daddr type != local accept");
    lines.addAll(probes(settings));
    lines.add(in);
    lines.add("  }");
    lines.addAll(guard);
    lines.addAll(BackChain.lines(settings));
    lines.add("  chain datagrams {");
    lines.add("    type filter hook output priority filter; policy accept;");
    lines.add("    oifname \"lo\" accept");
    lines.add("    meta nfproto ipv4 udp dport != " + DNS + " counter name udp4");
    lines.add("    meta nfproto ipv6 udp dport != " + DNS + " counter name udp6");
    lines.add("  }");
    lines.add("}");
    lines.add("");
    return String.join("\n", lines);
  }

  private static List<String> probes(CaptureSettings settings) {
    List<String> lines = new ArrayList<>();
    addProbes(lines, "ip", settings, true);
    addProbes(lines, "ip6", settings, false);
    return lines;
  }

  private static void addProbes(
      List<String> lines, String family, CaptureSettings settings, boolean v4) {
    String addresses =
        settings.probesFrom().stream()
            .filter(address -> address instanceof Inet4Address == v4)
            .map(InetAddress::getHostAddress)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!addresses.isEmpty()) {
      lines.add("    " + family + " saddr { " + addresses + " } accept");
    }
  }
}
