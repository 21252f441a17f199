package dev.weft.proxy.netfilter;

import dev.weft.proxy.settings.CaptureSettings;
import java.util.List;

/**
 * The chain by which answers come back to the proxy, when it has opened a connection in a client's
 * name to a program of the same network namespace: what the proxy sends marks the connection, and
 * answers to it take the way of what is captured.
 */
final class BackChain {
  private BackChain() {}

  static List<String> lines(CaptureSettings settings) {
    String own = "0x" + Integer.toHexString(settings.ownMark());
    String mark = "0x" + Integer.toHexString(settings.mark());
    return List.of(
        "  chain back {",
        "    type route hook output priority mangle; policy accept;",
        "    meta l4proto != tcp accept",
        "    meta mark & " + own + " != 0 ct mark set ct mark | " + own + " accept",
        "    ct direction reply ct mark & " + own + " != 0 meta mark set meta mark | " + mark,
        "  }");
  }
}
