package dev.weft.proxy.host;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.capture.Capture;
import dev.weft.proxy.capture.Listeners;
import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.captured.Capturing;
import dev.weft.proxy.captured.KeptTable;
import dev.weft.proxy.captured.KernelCapture;
import dev.weft.proxy.captured.Neighbours;
import dev.weft.proxy.net.Ipv6;
import dev.weft.proxy.netfilter.CaptureRules;
import dev.weft.proxy.netfilter.SystemCommands;
import dev.weft.proxy.settings.CaptureSettings;
import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.settings.HostPort;
import dev.weft.proxy.settings.ProcessSpec;
import dev.weft.proxy.workload.Workload;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The programs of this machine that are under capture. What one opens is redirected to a listener
 * of its own, what is opened to one of their ports to a listener for all.
 */
public final class HostProcesses implements KernelCapture, Neighbours {
  private final Capturing capturing;
  private final CaptureSettings settings;
  private final Listeners listeners;
  private final KeptTable table;
  private final EventLog log;
  private final ControlGroups groups = ControlGroups.here();
  private final RuledProcesses ruled;
  private final OwnAddresses addresses = new OwnAddresses();
  private final Map<Integer, Captured> byPort = new ConcurrentHashMap<>();
  private final Map<Captured, HostProcess> enrolled = new LinkedHashMap<>();

  /** None yet. */
  public HostProcesses(Capturing capturing) {
    this.capturing = capturing;
    this.settings = capturing.settings().capture();
    this.listeners = capturing.listeners();
    this.log = capturing.log();
    this.ruled = new RuledProcesses(settings, groups, log);
    this.table =
        new KeptTable(new CaptureRules(settings, SystemCommands.here()), log, "this machine");
  }

  /** Epoll is all that it needs beside what the kernel's rules do. */
  @Override
  public void check() {}

  @Override
  public Captured captured(Workload workload, CaptureSpec spec) {
    return capturing.captured(this, workload, spec);
  }

  @Override
  public List<InetSocketAddress> places(Captured captured) {
    List<InetSocketAddress> places = new ArrayList<>();
    for (InetAddress address : addresses.all()) {
      captured.spec().ports().keySet().stream()
          .map(port -> new InetSocketAddress(address, port))
          .forEach(places::add);
    }
    return places;
  }

  @Override
  public @Nullable Captured at(InetSocketAddress place) {
    return addresses.contains(place.getAddress()) ? byPort.get(place.getPort()) : null;
  }

  @Override
  public synchronized Map<Captured, String> add(List<Captured> arriving) throws IOException {
    addresses.refresh();
    Map<Captured, String> refused = new LinkedHashMap<>();
    for (Captured captured : arriving) {
      try {
        add(captured);
      } catch (IOException | IllegalArgumentException e) {
        drop(captured);
        refused.put(captured, String.valueOf(e.getMessage()));
      }
    }
    if (refused.size() < arriving.size() || !table.isKept()) {
      table.install(render());
      tellInstalled();
    }
    return refused;
  }

  private void add(Captured captured) throws IOException {
    if (!(captured.spec() instanceof ProcessSpec spec)) {
      throw new IllegalArgumentException(captured.name() + ": no process (expected: one)");
    }
    groups.require(captured.name(), spec.match());
    OwnProcess.in(Path.of("/proc/self")).requireOther(captured.name(), spec.match());
    for (int port : spec.ports().keySet()) {
      Captured other = byPort.putIfAbsent(port, captured);
      if (other != null && !other.equals(captured)) {
        throw new IllegalArgumentException(
            "port " + port + ": " + other.name() + " has it (expected: one workload's)");
      }
    }
    int port =
        listeners
            .capture(new HostPort("127.0.0.1", 0), accepted -> outbound(accepted, captured))
            .getPort();
    enrolled.put(captured, new HostProcess(captured, spec, port));
    if (Ipv6.isThere()) {
      listeners.capture(new HostPort("::1", port), accepted -> outbound(accepted, captured));
    }
  }

  @Override
  public synchronized void remove(Captured gone) {
    if (drop(gone)) {
      table.oneHasLeft();
    }
  }

  /** Whether it was there. */
  private boolean drop(Captured gone) {
    byPort.values().removeIf(gone::equals);
    HostProcess process = enrolled.remove(gone);
    if (process != null) {
      listeners.close(process.port());
    }
    return process != null;
  }

  @Override
  public void listen() throws IOException {
    listeners.open(
        new HostPort(Ipv6.isThere() ? "::" : "0.0.0.0", settings.inboundPort()),
        Capture.inbound(this::inbound));
  }

  @Override
  public synchronized void keep() throws IOException {
    addresses.refresh();
    if (table.keep(render())) {
      tellInstalled();
    }
  }

  /** Its listeners are among those of the proxy, which close with it. */
  @Override
  public void close() {}

  private String render() {
    return ruled.render(
        enrolled.values().stream().map(HostProcess::redirect).toList(), byPort.keySet());
  }

  private void tellInstalled() {
    log.info("capture.installed", "processes", enrolled.size(), "ports", byPort.size());
  }

  private void outbound(Channel accepted, Captured captured) {
    capturing.redirected(accepted, "outbound", to -> captured.outbound().take(accepted, to));
  }

  private void inbound(Channel accepted) {
    capturing.redirected(accepted, "inbound", to -> inbound(accepted, to));
  }

  private void inbound(Channel accepted, InetSocketAddress to) {
    @Nullable Captured captured = byPort.get(to.getPort());
    if (captured == null) {
      capturing.refuseStray(accepted, "inbound", to);
    } else {
      captured.take(accepted, to);
    }
  }
}
