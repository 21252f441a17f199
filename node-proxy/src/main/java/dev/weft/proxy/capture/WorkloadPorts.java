package dev.weft.proxy.capture;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.http.OutboundPassage;
import dev.weft.proxy.link.Connector;
import dev.weft.proxy.link.Inbound;
import dev.weft.proxy.program.Programs;
import dev.weft.proxy.route.HostNames;
import dev.weft.proxy.route.Router;
import dev.weft.proxy.settings.ListenerSpec;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Opens the ports of one workload. */
public final class WorkloadPorts {
  private final Listeners listeners;
  private final OutboundPath anywhere;
  private final OutboundPath meshOnly;
  private final Inbound inbound;
  private final Programs programs;
  private final OutboundPassage passage;
  private final ProxySettings settings;
  private final Refusals refusals;

  /** Of {@code workload}, whose connections are opened by {@code connector}. */
  public WorkloadPorts(
      Workload workload,
      Listeners listeners,
      Connector connector,
      Inbound inbound,
      Programs programs,
      OutboundPassage passage,
      HostNames names,
      ProxySettings settings,
      EventLog log) {
    this.listeners = listeners;
    this.anywhere =
        new OutboundPath(
            new Router(workload.rules(), names, listeners::isCapture, true), connector);
    this.meshOnly =
        new OutboundPath(
            new Router(workload.rules(), names, listeners::isCapture, false), connector);
    this.inbound = inbound;
    this.programs = programs;
    this.passage = passage;
    this.settings = settings;
    this.refusals = new Refusals(workload.spec().name(), log);
  }

  /**
   * Opens them all.
   *
   * @return where the mesh can meet the workload
   * @throws IOException when one cannot be opened; the message says which
   */
  public List<InetSocketAddress> open(List<ListenerSpec> specs) throws IOException {
    List<InetSocketAddress> met = new ArrayList<>();
    for (ListenerSpec spec : specs) {
      if (spec instanceof ListenerSpec.Inbound in) {
        met.add(
            listeners.open(
                in.listen(), new InboundPort(inbound, programs.of(in.protocol(), program(in)))));
      } else {
        listeners.capture(spec.listen(), capture(spec));
      }
    }
    return met;
  }

  private Capture capture(ListenerSpec spec) {
    if (spec instanceof ListenerSpec.Socks) {
      return new SocksProxy(anywhere, settings.handshakeTimeout(), refusals);
    }
    if (spec instanceof ListenerSpec.Outbound out) {
      return mapped(out);
    }
    return new ForwardProxy(anywhere, passage, settings.handshakeTimeout(), refusals);
  }

  private Capture mapped(ListenerSpec.Outbound out) {
    OutboundPath path = out.outside() ? anywhere : meshOnly;
    return switch (out.protocol()) {
      case HTTP -> new MappedHttp(path, out.to(), passage, settings.handshakeTimeout(), refusals);
      case HTTP2 -> new MappedHttp2(path, out.to(), passage, refusals);
      case AUTO, TCP -> new MappedOutbound(path, out.to(), refusals);
    };
  }

  private static InetSocketAddress program(ListenerSpec.Inbound in) throws IOException {
    InetSocketAddress program = new InetSocketAddress(in.to().host(), in.to().port());
    if (program.isUnresolved()) {
      throw new IOException(in.to() + ": unknown host (expected: where the program listens)");
    }
    return program;
  }
}
