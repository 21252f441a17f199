package dev.weft.proxy.netfilter;

import java.util.ArrayList;
import java.util.List;

/**
 * The chain that drops new connections from elsewhere which have not been redirected though they
 * should have been. Translation alone does not see to it: a forged packet that is no first one has
 * the kernel follow a connection from its middle, untranslated, and a first packet with the same
 * addresses and ports is let through as part of it.
 */
final class GuardChain {
  private GuardChain() {}

  /**
   * The chain.
   *
   * @param rules what becomes of first packets, where ports are those after translation
   */
  static List<String> lines(List<String> rules) {
    List<String> lines = new ArrayList<>();
    lines.add("  chain guard {");
    lines.add("    type filter hook input priority filter; policy accept;");
    lines.add("    meta l4proto != tcp accept");
    lines.add("    iifname \"lo\" accept");
    lines.add(HostTable.FIRST_ONLY);
    lines.addAll(rules);
    lines.add("  }");
    return lines;
  }
}
