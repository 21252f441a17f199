package dev.weft.proxy.captured;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.netfilter.CaptureRules;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's table of capture in one network namespace, which is kept as it should be. Blocks; by
 * one thread at a time.
 */
public final class KeptTable {
  private final CaptureRules rules;
  private final EventLog log;
  private final String where;
  private final Leaving leaving = new Leaving();
  private @Nullable String installed;
  private boolean kept;
  private volatile long datagrams;

  /**
   * Nothing is done yet.
   *
   * @param where what the namespace is called, for messages
   */
  public KeptTable(CaptureRules rules, EventLog log, String where) {
    this.rules = rules;
    this.log = log;
    this.where = where;
  }

  /**
   * Puts {@code table} in place of what is there.
   *
   * @throws IOException when that cannot be done; what was there before holds then
   */
  public void install(String table) throws IOException {
    installed = null;
    rules.install(table);
    installed = table;
    kept = true;
    leaving.end();
  }

  /** One whom the table names has left: it is not changed for that at once. See {@link Leaving}. */
  public void oneHasLeft() {
    leaving.begin();
  }

  /**
   * Whether a table was put in place here, and not taken away. Until then what is there is that of
   * the proxy before this one, and stays.
   */
  public boolean isKept() {
    return kept;
  }

  /**
   * Puts {@code table} in place when it is another than is there, or when somebody else has changed
   * what is there, which is told. Before the first {@link #install} that succeeded nothing is
   * changed: nobody knows yet what it should be.
   *
   * @return whether it was put in place
   * @throws IOException when that cannot be done
   */
  public boolean keep(String table) throws IOException {
    if (!kept) {
      return false;
    }
    boolean due = leaving.isOver() || leaving.isNone();
    if (installed == null || (due && !installed.equals(table))) {
      install(table);
      return true;
    }
    if (!rules.isIntact()) {
      install(table);
      log.warn("capture.repaired", "what", "the rules were changed by somebody else", "in", where);
      return true;
    }
    return false;
  }

  /** Whether {@code table} was put in place last. */
  public boolean isInstalled(String table) {
    return table.equals(installed);
  }

  /** Tells of datagrams that have passed by. */
  public void tellDatagrams() throws IOException {
    datagrams = rules.datagrams();
    if (datagrams > 0) {
      log.warnAbout(
          "udp " + where,
          "capture.unprotected",
          "what",
          "UDP",
          "packets",
          datagrams,
          "done",
          "left alone",
          "in",
          where);
    }
  }

  /** How many datagrams had passed by when they were last told of. Any thread. */
  public long datagrams() {
    return datagrams;
  }

  /**
   * Takes it away.
   *
   * @throws IOException when that cannot be done
   */
  public void remove() throws IOException {
    rules.remove();
    installed = null;
    kept = false;
  }
}
