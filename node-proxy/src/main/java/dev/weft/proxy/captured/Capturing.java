package dev.weft.proxy.captured;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.capture.Listeners;
import dev.weft.proxy.capture.Refusals;
import dev.weft.proxy.relay.RelayEnd;
import dev.weft.proxy.route.HostNames;
import dev.weft.proxy.route.Router;
import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.proxy.workload.Workload;
import dev.weft.proxy.workload.WorkloadParts;
import io.netty.channel.Channel;
import java.net.SocketAddress;

/**
 * What all ways of capture do alike.
 *
 * @param listeners where captured connections come out
 * @param names looks names up
 */
public record Capturing(
    ProxySettings settings, Listeners listeners, HostNames names, EventLog log) {
  /**
   * Puts together what serves {@code workload}.
   *
   * @param neighbours the workloads of this proxy
   */
  public Captured captured(
      Neighbours neighbours, Workload workload, CaptureSpec spec, WorkloadParts parts) {
    CapturedOutbound outbound =
        new CapturedOutbound(
            neighbours,
            workload,
            new Router(workload.rules(), names, listeners::isCapture, true),
            parts.connector(),
            parts.passage(),
            settings.handshakeTimeout(),
            new Refusals(workload.spec().name(), log));
    return new Captured(workload, spec, parts.inbound(), parts.programs(), outbound);
  }

  /**
   * Refuses a connection that is nobody's: of a workload that has just left, or of somebody who
   * connects to the listener itself.
   *
   * @param to where it was meant to go, as far as that is known
   */
  public void refuseStray(Channel accepted, String direction, SocketAddress to) {
    log.warnAbout(
        direction,
        "capture.stray",
        "direction",
        direction,
        "from",
        accepted.remoteAddress(),
        "to",
        to,
        "done",
        "closed");
    RelayEnd.reset(accepted);
  }
}
