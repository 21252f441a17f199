package dev.weft.proxy.workload;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.rules.ConnectionEvents;
import dev.weft.enforcer.rules.ConnectionLog;
import dev.weft.proxy.http.OutboundPassage;
import dev.weft.proxy.link.Connector;
import dev.weft.proxy.link.Inbound;
import dev.weft.proxy.link.MeshTls;
import dev.weft.proxy.net.ConnectionCounts;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.program.Programs;
import dev.weft.proxy.settings.ProxySettings;
import java.time.InstantSource;

/**
 * What the connections of one workload are served with.
 *
 * @param connector opens what goes out
 * @param inbound what those that come in need
 * @param programs makes what they lead to
 * @param passage decides what becomes of requests that go out
 */
public record WorkloadParts(
    Connector connector, Inbound inbound, Programs programs, OutboundPassage passage) {
  /** Those of {@code workload}. */
  public static WorkloadParts of(
      Workload workload,
      ProxySettings settings,
      Transport transport,
      MeshTls tls,
      ConnectionCounts counts,
      EventLog log,
      Faults faults) {
    ConnectionEvents events = new CountedEvents(new ConnectionLog(log, faults), counts);
    Connector connector =
        new Connector(
            transport,
            workload.rules(),
            events,
            InstantSource.system(),
            settings.connectTimeout(),
            tls,
            workload.outgoing());
    Inbound inbound =
        new Inbound(
            workload.rules(),
            connector,
            workload.open(),
            events,
            InstantSource.system(),
            tls,
            settings.sniffTimeout(),
            counts,
            workload.spec().captured() != null);
    return new WorkloadParts(
        connector,
        inbound,
        new Programs(workload.judge(), settings.handshakeTimeout()),
        new OutboundPassage(workload.tracer(), faults));
  }
}
