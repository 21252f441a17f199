package dev.weft.proxy.netfilter;

import dev.weft.proxy.settings.CaptureSettings;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of capture in one network namespace: one nftables table, which is replaced as a whole
 * in one transaction, and the route for what it marks. They stay when the proxy stops or dies, so
 * that nothing leaves or reaches a pod unprotected meanwhile; {@link #remove} takes them away.
 *
 * <p>Needs CAP_NET_ADMIN, {@code nft} and {@code ip}. Blocks; by one thread at a time.
 */
public final class CaptureRules {
  /** What the table is called, of the family inet. */
  static final String TABLE = "weft";

  private static final Pattern PACKETS = Pattern.compile("packets (\\d{1,18})");

  private final Commands commands;
  private final DivertRoute route;
  private @Nullable String listed;
  private long earlier;

  /**
   * Nothing is done yet.
   *
   * @param commands those in the namespace
   */
  public CaptureRules(CaptureSettings settings, Commands commands) {
    this.commands = commands;
    this.route = new DivertRoute(settings, commands);
  }

  /**
   * Puts {@code table} in place of what is there.
   *
   * @param table the whole of it, as a transaction of {@code nft}
   * @throws IOException when they cannot be put in place; what was there before holds then
   */
  public void install(String table) throws IOException {
    route.install();
    if (listed != null) {
      // The new table counts from nothing.
      earlier = datagrams();
    }
    commands.run(table, "nft", "-f", "-");
    listed = list();
  }

  /**
   * Whether all is as {@link #install} left it: nobody has flushed or changed it.
   *
   * @throws IOException when that cannot be found out
   */
  public boolean isIntact() throws IOException {
    return isThere() && list().equals(listed);
  }

  /** Whether there are rules of capture, whoever has put them there. */
  public boolean isThere() throws IOException {
    return commands.succeeds("nft", "list", "table", "inet", TABLE) && route.isThere();
  }

  /**
   * How many datagrams passed by, name look-ups apart, since the first {@link #install}.
   *
   * @throws IOException when that cannot be found out
   */
  public long datagrams() throws IOException {
    if (!commands.succeeds("nft", "list", "table", "inet", TABLE)) {
      return earlier;
    }
    Matcher packets =
        PACKETS.matcher(commands.run("", "nft", "list", "counters", "table", "inet", TABLE));
    return earlier + packets.results().mapToLong(it -> Long.parseLong(it.group(1))).sum();
  }

  /** The table as it is, for people. */
  public String describe() throws IOException {
    return commands.run("", "nft", "list", "table", "inet", TABLE);
  }

  /**
   * Takes all of it away. Connections that are open through the proxy end with it.
   *
   * @throws IOException when that cannot be done
   */
  public void remove() throws IOException {
    // Created before, so that it is no error when there is none.
    String table = "table inet " + TABLE;
    commands.run(table + "\ndelete " + table + "\n", "nft", "-f", "-");
    route.remove();
    listed = null;
  }

  /** Without what counters say. */
  private String list() throws IOException {
    return commands.run("", "nft", "-s", "list", "table", "inet", TABLE);
  }
}
