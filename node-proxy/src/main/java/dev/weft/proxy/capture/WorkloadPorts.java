package dev.weft.proxy.capture;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.link.Program;
import dev.weft.proxy.route.HostNames;
import dev.weft.proxy.route.Router;
import dev.weft.proxy.settings.ListenerSpec;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.proxy.workload.Workload;
import dev.weft.proxy.workload.WorkloadParts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The ports of one workload. By one thread at a time. */
public final class WorkloadPorts {
  private final Listeners listeners;
  private final OutboundPath anywhere;
  private final OutboundPath meshOnly;
  private final WorkloadParts parts;
  private final ProxySettings settings;
  private final Refusals refusals;
  private final List<InetSocketAddress> opened = new ArrayList<>();

  /** Of {@code workload}, whose connections are served with {@code parts}. */
  public WorkloadPorts(
      Workload workload,
      WorkloadParts parts,
      Listeners listeners,
      HostNames names,
      ProxySettings settings,
      EventLog log) {
    this.listeners = listeners;
    this.anywhere = path(workload, parts, listeners, names, true);
    this.meshOnly = path(workload, parts, listeners, names, false);
    this.parts = parts;
    this.settings = settings;
    this.refusals = new Refusals(workload.spec().name(), log);
  }

  private static OutboundPath path(
      Workload workload,
      WorkloadParts parts,
      Listeners listeners,
      HostNames names,
      boolean outside) {
    return new OutboundPath(
        new Router(workload.rules(), names, listeners::isCapture, outside),
        parts.connector(),
        null);
  }

  /** Where the mesh can meet a workload with {@code specs}, as far as that is known before. */
  public static List<InetSocketAddress> places(List<ListenerSpec> specs) {
    return specs.stream()
        .filter(it -> it instanceof ListenerSpec.Inbound && it.listen().port() != 0)
        .map(it -> new InetSocketAddress(it.listen().host(), it.listen().port()))
        .filter(it -> !it.isUnresolved())
        .toList();
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
        Program program = parts.programs().of(in.protocol(), program(in));
        InetSocketAddress place =
            listeners.open(in.listen(), new InboundPort(parts.inbound(), program));
        opened.add(place);
        met.add(place);
      } else {
        opened.add(listeners.capture(spec.listen(), capture(spec)));
      }
    }
    return met;
  }

  /** Accepts nothing more at any of them; what is open goes on. */
  public void close() {
    opened.forEach(listeners::close);
    opened.clear();
  }

  private Capture capture(ListenerSpec spec) {
    if (spec instanceof ListenerSpec.Socks) {
      return new SocksProxy(anywhere, settings.handshakeTimeout(), refusals);
    }
    if (spec instanceof ListenerSpec.Outbound out) {
      return mapped(out);
    }
    return new ForwardProxy(anywhere, parts.passage(), settings.handshakeTimeout(), refusals);
  }

  private Capture mapped(ListenerSpec.Outbound out) {
    OutboundPath path = out.outside() ? anywhere : meshOnly;
    return switch (out.protocol()) {
      case HTTP ->
          new MappedHttp(path, out.to(), parts.passage(), settings.handshakeTimeout(), refusals);
      case HTTP2 -> new MappedHttp2(path, out.to(), parts.passage(), refusals);
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
