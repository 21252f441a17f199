package dev.weft.agent.mesh;

import dev.weft.agent.tls.SocketContext;
import dev.weft.bootstrap.Descriptors;
import dev.weft.bootstrap.RawSocket;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Unprotected;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The connections that the program had before the agent was attached: no part of the mesh, and
 * reported as that until the last is closed.
 */
final class OlderConnections {
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final String NAME = "connections from before the attach";

  private final EventLog log;
  private final Unprotected unprotected;
  private final SocketContext.Timer timer;
  private final Map<Integer, String> open;

  private OlderConnections(
      EventLog log, Unprotected unprotected, SocketContext.Timer timer, Map<Integer, String> open) {
    this.log = log;
    this.unprotected = unprotected;
    this.timer = timer;
    this.open = open;
  }

  /**
   * Reports them, from now on.
   *
   * @param before what was open before the mesh was
   * @param server the policy server, to which the agent's own connections go
   */
  static void report(
      ProcessSockets before,
      URI server,
      EventLog log,
      Unprotected unprotected,
      SocketContext.Timer timer) {
    InetSocketAddress own = new InetSocketAddress(server.getHost(), server.getPort());
    Map<Integer, String> open = new HashMap<>(before.others());
    open.keySet().removeIf(number -> isTo(number, own));
    new OlderConnections(log, unprotected, timer, open).tell();
  }

  private static boolean isTo(int number, InetSocketAddress address) {
    try {
      return RawSocket.remoteAddress(Descriptors.ofNumber(number)).equals(address);
    } catch (IOException e) {
      // Not connected yet: the program's all the same. Or closed, which is seen soon.
      return false;
    }
  }

  private void tell() {
    int count = open.size();
    log.info("attach.older.connections", "open", count);
    unprotected.change(NAME, count == 0 ? null : count + " are as they were until they are closed");
    lookLater();
  }

  private void lookLater() {
    if (!open.isEmpty()) {
      SocketContext.Timeout unused = timer.after(PERIOD, this::look);
    }
  }

  private void look() {
    if (open.entrySet().removeIf(it -> !ProcessSockets.isOpen(it.getKey(), it.getValue()))) {
      tell();
    } else {
      lookLater();
    }
  }
}
