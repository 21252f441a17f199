package dev.weft.proxy.netfilter;

import dev.weft.proxy.settings.CaptureSettings;
import dev.weft.proxy.settings.ProcessSpec.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The nftables table for programs of this machine, as text for {@code nft -f}. What holds by it:
 *
 * <ul>
 *   <li>What a captured program opens is redirected to its listener, but for loopback.
 *   <li>What is opened to a captured port of this machine's addresses is redirected to the listener
 *       for all, whether it comes from elsewhere or from this machine; not by loopback.
 *   <li>A new connection from elsewhere that gets past that is dropped.
 *   <li>What the proxy sends bears its mark, and is left alone. Answers to what it opens in a
 *       client's name come back to it.
 *   <li>When nobody listens, connections are refused.
 * </ul>
 *
 * <p>Only a connection's first packet is looked at: what was open before goes on as it was. The
 * kernel's own rule for NAT is not enough for that, since it takes a packet of a connection from
 * before it began to follow any for the first of a new one.
 */
public final class HostTable {
  /**
   * Where what a program opens goes.
   *
   * @param match by what the kernel knows the program
   * @param port the listener's on loopback
   */
  public record Redirect(Match match, int port) {}

  /** Leaves all but the first packets of connections alone. */
  static final String FIRST_ONLY = "    tcp flags & (fin | syn | rst | ack) != syn accept";

  private HostTable() {}

  /**
   * The table.
   *
   * @param ports where captured programs listen
   */
  public static String render(
      CaptureSettings settings, Collection<Redirect> redirects, Collection<Integer> ports) {
    String own = "0x" + Integer.toHexString(settings.ownMark());
    List<String> inbound = new ArrayList<>();
    if (!ports.isEmpty()) {
      inbound.add("    " + opened(ports) + " redirect to :" + settings.inboundPort());
    }
    List<String> lines = new ArrayList<>();
    lines.add("table inet " + CaptureRules.TABLE);
    lines.add("delete table inet " + CaptureRules.TABLE);
    lines.add("table inet " + CaptureRules.TABLE + " {");
    lines.add("  chain out {");
    lines.add("    type nat hook output priority -101; policy accept;");
    lines.add("    meta l4proto != tcp accept");
    lines.add(FIRST_ONLY);
    lines.add("    meta mark & " + own + " != 0 accept");
    lines.add("    ip daddr 127.0.0.0/8 accept");
    lines.add("    ip6 daddr ::1 accept");
    for (Redirect redirect : redirects) {
      lines.add(
          "    " + text(redirect.match()) + " meta l4proto tcp redirect to :" + redirect.port());
    }
    lines.addAll(inbound);
    lines.add("  }");
    lines.add("  chain in {");
    lines.add("    type nat hook prerouting priority dstnat - 1; policy accept;");
    lines.add("    meta l4proto != tcp accept");
    lines.add(FIRST_ONLY);
    lines.add("    ip daddr 127.0.0.0/8 accept");
    lines.addAll(inbound);
    lines.add("  }");
    if (!ports.isEmpty()) {
      lines.addAll(GuardChain.lines(List.of("    " + opened(ports) + " drop")));
    }
    lines.addAll(BackChain.lines(settings));
    lines.add("}");
    lines.add("");
    return String.join("\n", lines);
  }

  private static String opened(Collection<Integer> ports) {
    return "fib daddr type local tcp dport { "
        + ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "))
        + " }";
  }

  private static String text(Match match) {
    if (match instanceof Match.User user) {
      return "meta skuid " + user.uid();
    }
    if (match instanceof Match.ControlGroup group) {
      int level = group.path().split("/", -1).length;
      return "socket cgroupv2 level " + level + " \"" + group.path() + "\"";
    }
    Match.Mark mark = (Match.Mark) match;
    String bit = "0x" + Integer.toHexString(mark.mark());
    return "meta mark & " + bit + " == " + bit;
  }
}
