package dev.weft.proxy.netfilter;

import dev.weft.proxy.settings.CaptureSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The rules of capture in this network namespace: one nftables table, which is replaced as a whole
 * in one transaction, and the route for what it marks. They stay when the proxy stops or dies, so
 * that nothing leaves or reaches a pod unprotected meanwhile; {@link #remove} takes them away.
 *
 * <p>Needs CAP_NET_ADMIN, {@code nft} and {@code ip}. Blocks; by one thread at a time.
 */
public final class CaptureRules {
  private final CaptureSettings settings;
  private final DivertRoute route;
  private @Nullable String listed;

  /** Nothing is done yet. */
  public CaptureRules(CaptureSettings settings) {
    this.settings = settings;
    this.route = new DivertRoute(settings);
  }

  /**
   * Puts rules in place for {@code pods}, and for no others.
   *
   * @param open those to which plaintext may come while there is no proxy
   * @throws IOException when they cannot be put in place; what was there before holds then
   */
  public void install(Collection<InetAddress> pods, Collection<InetAddress> open)
      throws IOException {
    route.install();
    SystemCommand.run(CaptureTable.render(settings, pods, open), "nft", "-f", "-");
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
    return SystemCommand.succeeds("nft", "list", "table", "inet", CaptureTable.NAME)
        && route.isThere();
  }

  /** The table as it is, for people. */
  public String describe() throws IOException {
    return SystemCommand.run("", "nft", "list", "table", "inet", CaptureTable.NAME);
  }

  /**
   * Takes all of it away. Connections that are open through the proxy end with it.
   *
   * @throws IOException when that cannot be done
   */
  public void remove() throws IOException {
    // Created before, so that it is no error when there is none.
    String table = "table inet " + CaptureTable.NAME;
    SystemCommand.run(table + "\ndelete " + table + "\n", "nft", "-f", "-");
    route.remove();
    listed = null;
  }

  /** Without what counters say. */
  private static String list() throws IOException {
    return SystemCommand.run("", "nft", "-s", "list", "table", "inet", CaptureTable.NAME);
  }
}
