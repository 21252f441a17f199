package dev.weft.proxy.node;

import dev.weft.core.control.Unprotected;
import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.captured.Capturing;
import dev.weft.proxy.captured.KernelCapture;
import dev.weft.proxy.captured.Leaving;
import dev.weft.proxy.netfilter.CaptureRules;
import dev.weft.proxy.netfilter.PodTable;
import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.settings.PodSpec;
import dev.weft.proxy.workload.Workload;
import dev.weft.proxy.workload.WorkloadParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The pods of this node that are under capture. Their rules in the kernel follow: at once when one
 * comes or goes, and with each {@link #keep} when policy or somebody else has changed something.
 * Methods block; safe for any thread.
 */
public final class NodePods implements KernelCapture {
  private static final Unprotected UDP =
      new Unprotected("UDP", "datagrams of captured pods on this pod's node pass by the mesh");

  private final Capturing capturing;
  private final Pods pods = new Pods();
  private final NodeCapture capture;
  private final CaptureRules rules;
  private final EventLog log;
  private final Set<Captured> enrolled = new LinkedHashSet<>();
  private Set<InetAddress> open = Set.of();
  private boolean installed;
  private volatile long datagrams;
  private final Leaving leaving = new Leaving();

  /** None yet. */
  public NodePods(Capturing capturing) {
    this.capturing = capturing;
    this.capture = new NodeCapture(pods, capturing);
    this.rules = new CaptureRules(capturing.settings().capture());
    this.log = capturing.log();
  }

  @Override
  public Captured captured(Workload workload, CaptureSpec spec, WorkloadParts parts) {
    return capturing.captured(pods, workload, spec, parts);
  }

  @Override
  public List<InetSocketAddress> places(Captured captured) {
    List<InetSocketAddress> places = new ArrayList<>();
    for (InetAddress address : addresses(captured)) {
      captured.spec().ports().keySet().stream()
          .map(port -> new InetSocketAddress(address, port))
          .forEach(places::add);
    }
    return places;
  }

  private static Set<InetAddress> addresses(Captured captured) {
    return captured.spec() instanceof PodSpec pod ? pod.addresses() : Set.of();
  }

  @Override
  public void listen() throws IOException {
    capture.open(capturing.listeners(), capturing.settings().capture());
  }

  @Override
  public synchronized void add(List<Captured> arriving) throws IOException {
    for (Captured pod : arriving) {
      pods.add(pod, addresses(pod));
      enrolled.add(pod);
    }
    install();
  }

  @Override
  public synchronized void remove(Captured pod) {
    enrolled.remove(pod);
    pods.remove(pod);
    leaving.begin();
  }

  @Override
  public synchronized void keep() throws IOException {
    if (!installed || leaving.isOver() || (leaving.isNone() && !openNow().equals(open))) {
      install();
    } else if (!rules.isIntact()) {
      install();
      log.warn("capture.repaired", "what", "the rules were changed by somebody else");
    }
    datagrams = rules.datagrams();
    if (datagrams > 0) {
      // Counted for the node, and not for each pod.
      enrolled.forEach(pod -> pod.workload().unprotected(UDP));
      log.warnAbout(
          "udp", "capture.unprotected", "what", "UDP", "packets", datagrams, "done", "left alone");
    }
  }

  @Override
  public long datagrams() {
    return datagrams;
  }

  private void install() throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    enrolled.forEach(pod -> addresses.addAll(addresses(pod)));
    Set<InetAddress> opened = openNow();
    installed = false;
    rules.install(PodTable.render(capturing.settings().capture(), addresses, opened));
    installed = true;
    leaving.end();
    open = opened;
    log.info("capture.installed", "addresses", addresses.size(), "open", opened.size());
  }

  private Set<InetAddress> openNow() {
    Set<InetAddress> addresses = new HashSet<>();
    for (Captured pod : enrolled) {
      if (pod.workload().rules().areOpen()) {
        addresses.addAll(addresses(pod));
      }
    }
    return addresses;
  }
}
