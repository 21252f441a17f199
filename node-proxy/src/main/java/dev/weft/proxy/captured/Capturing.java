package dev.weft.proxy.captured;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.proxy.capture.Listeners;
import dev.weft.proxy.capture.Refusals;
import dev.weft.proxy.link.MeshTls;
import dev.weft.proxy.net.ConnectionCounts;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.relay.RelayEnd;
import dev.weft.proxy.route.HostNames;
import dev.weft.proxy.route.Router;
import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.proxy.workload.Workload;
import dev.weft.proxy.workload.WorkloadParts;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all ways of capture do alike.
 *
 * @param transport what connections are made of on this machine
 * @param tls makes the mesh's TLS
 * @param listeners where captured connections come out
 * @param counts what becomes of connections
 * @param names looks names up
 */
public record Capturing(
    ProxySettings settings,
    Transport transport,
    MeshTls tls,
    Listeners listeners,
    ConnectionCounts counts,
    HostNames names,
    EventLog log,
    Faults faults) {
  /**
   * Puts together what serves {@code workload}.
   *
   * @param neighbours the workloads of this proxy
   */
  public Captured captured(Neighbours neighbours, Workload workload, CaptureSpec spec) {
    return captured(neighbours, workload, spec, transport, listeners);
  }

  /**
   * As {@link #captured(Neighbours, Workload, CaptureSpec)}, for a workload elsewhere.
   *
   * @param itsTransport what its connections are made of
   * @param itsListeners where those come out that it opens
   */
  public Captured captured(
      Neighbours neighbours,
      Workload workload,
      CaptureSpec spec,
      Transport itsTransport,
      Listeners itsListeners) {
    WorkloadParts parts =
        WorkloadParts.of(workload, settings, itsTransport, tls, counts, log, faults);
    CapturedOutbound outbound =
        new CapturedOutbound(
            neighbours,
            workload,
            new Router(workload.rules(), names, itsListeners::isCapture, true),
            parts.connector(),
            parts.passage(),
            settings.handshakeTimeout(),
            new Refusals(workload.spec().name(), log));
    return new Captured(workload, spec, parts.inbound(), parts.programs(), outbound);
  }

  /**
   * Has {@code taken} told where a connection was meant to go that the kernel has redirected.
   *
   * @param direction what it is called in the log
   */
  public void redirected(Channel accepted, String direction, Consumer<InetSocketAddress> taken) {
    @Nullable InetSocketAddress to = OriginalDestination.of(accepted);
    if (to == null || to.getAddress().isLoopbackAddress()) {
      // Loopback is never redirected, and must not be reached from elsewhere by way of the proxy.
      refuseStray(accepted, direction, to == null ? accepted.localAddress() : to);
    } else {
      taken.accept(to);
    }
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
