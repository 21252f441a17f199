package dev.weft.proxy.netfilter;

import dev.weft.proxy.settings.CaptureSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The nftables table for pods of a node, as text for {@code nft -f}. What holds by it:
 *
 * <ul>
 *   <li>TCP from and to the pods goes to the proxy's listeners (TPROXY keeps both addresses). When
 *       nobody listens there it is dropped, so that a client tries again; only what comes in for a
 *       pod that is open goes through.
 *   <li>Only a first packet puts a connection under capture. What was open before the pod was
 *       enrolled goes on as it was.
 *   <li>A pod's address counts for what comes from where the pod is, and for nothing else.
 *   <li>What this machine itself sends to its pods does not pass here: probes stay as they are.
 *       Only what its chosen users send goes to the proxy like what comes from elsewhere.
 *   <li>Anything but TCP is left alone. What pods send by UDP, name look-ups apart, is counted.
 * </ul>
 *
 * <p>The hook comes after destinations were translated, so that what was sent to a service's
 * address has its endpoint's.
 */
public final class PodTable {
  private static final int DNS = 53;

  private PodTable() {}

  /**
   * The table for {@code pods}.
   *
   * @param open those to which plaintext may come while there is no proxy
   */
  public static String render(
      CaptureSettings settings, Collection<InetAddress> pods, Collection<InetAddress> open) {
    String mark = "0x" + Integer.toHexString(settings.mark());
    String rest = "0x" + Integer.toHexString(~settings.mark());
    return String.join(
        "\n",
        "table inet " + CaptureRules.TABLE,
        "delete table inet " + CaptureRules.TABLE,
        "table inet " + CaptureRules.TABLE + " {",
        "  counter udp4 { }",
        "  counter udp6 { }",
        set("pods4", "ipv4_addr", addresses(pods, true)),
        set("pods6", "ipv6_addr", addresses(pods, false)),
        set("open4", "ipv4_addr", addresses(open, true)),
        set("open6", "ipv6_addr", addresses(open, false)),
        "  chain divert { meta mark set meta mark | " + mark + " accept; }",
        "  chain captured {",
        "    ct direction reply accept",
        "    tcp flags & (fin | syn | rst | ack) == syn ct mark set ct mark | " + mark,
        "    ct mark & " + mark + " == 0 accept",
        "  }",
        "  chain outbound {",
        "    fib daddr type { local, broadcast, multicast, anycast } accept",
        "    jump captured",
        tproxy("ip", "127.0.0.1", settings.outboundPort(), mark),
        tproxy("ip6", "[::1]", settings.outboundPort(), mark),
        "    drop",
        "  }",
        "  chain inbound {",
        "    jump captured",
        tproxy("ip", "127.0.0.1", settings.inboundPort(), mark),
        tproxy("ip6", "[::1]", settings.inboundPort(), mark),
        "    ip daddr @open4 ct mark set ct mark & " + rest + " accept",
        "    ip6 daddr @open6 ct mark set ct mark & " + rest + " accept",
        "    drop",
        "  }",
        "  chain pre {",
        "    type filter hook prerouting priority dstnat + 1; policy accept;",
        "    ip saddr @pods4 udp dport != " + DNS + " counter name udp4",
        "    ip6 saddr @pods6 udp dport != " + DNS + " counter name udp6",
        "    meta l4proto != tcp accept",
        "    socket transparent 1 goto divert",
        "    ip saddr @pods4 fib saddr . iif oif exists goto outbound",
        "    ip6 saddr @pods6 fib saddr . iif oif exists goto outbound",
        "    ip daddr @pods4 goto inbound",
        "    ip6 daddr @pods6 goto inbound",
        "  }",
        users(settings, mark),
        "}",
        "");
  }

  /**
   * The way of what users of this machine send to its pods: by the mark it is routed to loopback,
   * and comes to the first hook, where it is what comes in for a pod.
   */
  private static String users(CaptureSettings settings, String mark) {
    if (settings.users().isEmpty()) {
      return "";
    }
    String own = "0x" + Integer.toHexString(settings.ownMark());
    String users =
        settings.users().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    return String.join(
        "\n",
        "  chain lifted {",
        "    jump captured",
        "    meta mark set meta mark | " + mark,
        "  }",
        "  chain users {",
        "    type route hook output priority mangle; policy accept;",
        "    meta l4proto != tcp accept",
        "    meta mark & " + own + " != 0 accept",
        "    meta skuid { " + users + " } ip daddr @pods4 goto lifted",
        "    meta skuid { " + users + " } ip6 daddr @pods6 goto lifted",
        "  }");
  }

  private static String tproxy(String family, String address, int port, String mark) {
    return "    meta nfproto "
        + (family.equals("ip") ? "ipv4" : "ipv6")
        + " meta l4proto tcp tproxy "
        + family
        + " to "
        + address
        + ":"
        + port
        + " meta mark set meta mark | "
        + mark
        + " accept";
  }

  private static String set(String name, String type, List<String> elements) {
    return "  set "
        + name
        + " { type "
        + type
        + "; "
        + (elements.isEmpty() ? "" : "elements = { " + String.join(", ", elements) + " }; ")
        + "}";
  }

  private static List<String> addresses(Collection<InetAddress> all, boolean v4) {
    return all.stream()
        .filter(address -> address instanceof Inet4Address == v4)
        .map(InetAddress::getHostAddress)
        .sorted()
        .collect(Collectors.toList());
  }
}
