package dev.weft.proxy.netfilter;

import dev.weft.proxy.settings.CaptureSettings;
import java.io.IOException;
import java.util.List;

/**
 * The way of packets that bear the mark: to this machine, whatever their destination. A rule and a
 * routing table for each family.
 */
final class DivertRoute {
  private final Commands commands;
  private final String mark;
  private final String table;

  DivertRoute(CaptureSettings settings, Commands commands) {
    this.commands = commands;
    String bit = "0x" + Integer.toHexString(settings.mark());
    this.mark = bit + "/" + bit;
    this.table = Integer.toString(settings.table());
  }

  /**
   * Puts it in place where it is not.
   *
   * @throws IOException when that cannot be done
   */
  void install() throws IOException {
    for (Family family : families()) {
      if (!hasRule(family)) {
        ip(family, "rule", "add", "fwmark", mark, "lookup", table, "pref", table);
      }
      ip(family, "route", "replace", "local", family.everything, "dev", "lo", "table", table);
    }
  }

  /** Whether it is in place. */
  boolean isThere() throws IOException {
    for (Family family : families()) {
      if (!(hasRule(family) && hasRoute(family))) {
        return false;
      }
    }
    return true;
  }

  /** Takes it away where it is. */
  void remove() throws IOException {
    for (Family family : families()) {
      if (hasRoute(family)) {
        ip(family, "route", "del", "local", family.everything, "dev", "lo", "table", table);
      }
      if (hasRule(family)) {
        ip(family, "rule", "del", "fwmark", mark, "lookup", table, "pref", table);
      }
    }
  }

  private List<Family> families() throws IOException {
    return commands.haveIpv6() ? List.of(Family.V4, Family.V6) : List.of(Family.V4);
  }

  private boolean hasRule(Family family) throws IOException {
    return ip(family, "rule", "show", "pref", table)
        .contains("fwmark " + mark + " lookup " + table);
  }

  private boolean hasRoute(Family family) throws IOException {
    // A table in which nothing ever was is an error to iproute2.
    return commands.succeeds("ip", family.option, "route", "show", "table", table)
        && ip(family, "route", "show", "table", table).contains("local default dev lo");
  }

  private String ip(Family family, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 2];
    command[0] = "ip";
    command[1] = family.option;
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return commands.run("", command);
  }

  private enum Family {
    V4("-4", "0.0.0.0/0"),
    V6("-6", "::/0");

    private final String option;
    private final String everything;

    Family(String option, String everything) {
      this.option = option;
      this.everything = everything;
    }
  }
}
