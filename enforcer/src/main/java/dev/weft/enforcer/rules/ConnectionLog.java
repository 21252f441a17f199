package dev.weft.enforcer.rules;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts and logs what becomes of connections. */
public final class ConnectionLog implements ConnectionEvents {
  private final EventLog log;
  private final Faults faults;
  private final LongAdder truncated = new LongAdder();

  public ConnectionLog(EventLog log, Faults faults) {
    this.log = log;
    this.faults = faults;
  }

  @Override
  public void accepted(@Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local) {
    log.infoAbout(
        peer + " " + local.getPort(),
        "connection.accepted",
        "peer",
        peer == null ? "unauthenticated" : peer,
        "transport",
        peer == null ? "plaintext" : "mtls",
        "remote",
        remote,
        "port",
        local.getPort());
  }

  @Override
  public void connected(SpiffeId peer, InetSocketAddress remote) {
    log.infoAbout(
        peer.toString(), "connection.opened", "peer", peer, "transport", "mtls", "remote", remote);
  }

  @Override
  public void refused(
      boolean inbound,
      @Nullable SpiffeId peer,
      @Nullable InetSocketAddress remote,
      int port,
      String reason) {
    log.warnAbout(
        peer + " " + inbound,
        "connection.refused",
        "direction",
        inbound ? "inbound" : "outbound",
        "peer",
        peer == null ? "unauthenticated" : peer,
        "remote",
        remote,
        "port",
        port,
        "reason",
        reason);
  }

  @Override
  public void sniffTimedOut(InetSocketAddress remote, int port) {
    log.warn("connection.silent", "remote", remote, "port", port, "done", "plaintext");
  }

  @Override
  public void truncated(boolean strict) {
    truncated.increment();
    log.debug("connection.truncated", "strict", strict, "count", truncated.sum());
  }

  @Override
  public void fault(String where, Throwable fault) {
    faults.caught(where, fault);
  }
}
