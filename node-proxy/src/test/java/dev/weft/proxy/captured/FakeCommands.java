package dev.weft.proxy.captured;

import dev.weft.proxy.netfilter.Commands;
import java.io.IOException;
import java.util.List;

/** A machine that holds one table, and knows the way of what bears the mark. */
final class FakeCommands implements Commands {
  private String table;
  private boolean refusing;

  /** The table {@code before} is there. */
  FakeCommands(String before) {
    this.table = before;
  }

  /** What is there now. */
  String table() {
    return table;
  }

  /** Somebody else puts {@code other} there. */
  void replace(String other) {
    table = other;
  }

  /** From now on it takes no tables, or does again. */
  void refuse(boolean refuses) {
    refusing = refuses;
  }

  @Override
  public String run(String input, String... command) throws IOException {
    List<String> words = List.of(command);
    if (words.equals(List.of("nft", "-f", "-"))) {
      if (refusing) {
        throw new IOException("nft: no");
      }
      table = input;
    }
    if (words.contains("counters")) {
      return "";
    }
    if (words.get(0).equals("nft")) {
      return table;
    }
    return words.contains("rule")
        ? "fwmark 0x400/0x400 lookup 100"
        : words.contains("route") ? "local default dev lo" : "";
  }

  @Override
  public boolean succeeds(String... command) {
    return true;
  }
}
