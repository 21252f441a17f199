package dev.weft.proxy.node;

import dev.weft.core.control.Unprotected;
import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.captured.Capturing;
import dev.weft.proxy.captured.KeptTable;
import dev.weft.proxy.captured.KernelCapture;
import dev.weft.proxy.captured.Pods;
import dev.weft.proxy.netfilter.CaptureRules;
import dev.weft.proxy.netfilter.PodTable;
import dev.weft.proxy.netfilter.SystemCommands;
import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.settings.PodSpec;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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
  private final KeptTable table;
  private final EventLog log;
  private final Set<Captured> enrolled = new LinkedHashSet<>();

  /** None yet. */
  public NodePods(Capturing capturing) {
    this.capturing = capturing;
    this.capture = new NodeCapture(pods, capturing);
    this.log = capturing.log();
    this.table =
        new KeptTable(
            new CaptureRules(capturing.settings().capture(), SystemCommands.here()),
            log,
            "this node");
  }

  /** Epoll is all that it needs beside what the kernel's rules do. */
  @Override
  public void check() {}

  @Override
  public Captured captured(Workload workload, CaptureSpec spec) {
    return capturing.captured(pods, workload, spec);
  }

  @Override
  public List<InetSocketAddress> places(Captured captured) {
    return captured.spec() instanceof PodSpec pod ? pod.places() : List.of();
  }

  private static Set<InetAddress> addresses(Captured captured) {
    return captured.spec() instanceof PodSpec pod ? pod.addresses() : Set.of();
  }

  @Override
  public void listen() throws IOException {
    capture.open(capturing.listeners(), capturing.settings().capture());
  }

  @Override
  public synchronized Map<Captured, String> add(List<Captured> arriving) throws IOException {
    Map<Captured, String> refused = pods.addAll(arriving);
    arriving.stream().filter(pod -> !refused.containsKey(pod)).forEach(enrolled::add);
    if (refused.size() < arriving.size() || !table.isKept()) {
      table.install(render());
      tellInstalled();
    }
    return refused;
  }

  @Override
  public synchronized void remove(Captured pod) {
    if (enrolled.remove(pod)) {
      pods.remove(pod);
      table.oneHasLeft();
    }
  }

  @Override
  public synchronized void keep() throws IOException {
    if (!table.isKept()) {
      log.warnAbout(
          "rules",
          "capture.unknown",
          "why",
          "it is not known which pods there are",
          "done",
          "the rules stay");
    } else if (table.keep(render())) {
      tellInstalled();
    }
    table.tellDatagrams();
    if (table.datagrams() > 0) {
      // Counted for the node, and not for each pod.
      enrolled.forEach(pod -> pod.workload().unprotected(UDP));
    }
  }

  /** Its listeners are among those of the proxy, which close with it. */
  @Override
  public void close() {}

  @Override
  public long datagrams() {
    return table.datagrams();
  }

  private String render() {
    return PodTable.render(
        capturing.settings().capture(),
        addresses(pod -> true),
        addresses(pod -> pod.workload().rules().areOpen()));
  }

  private void tellInstalled() {
    int open = addresses(pod -> pod.workload().rules().areOpen()).size();
    log.info("capture.installed", "addresses", addresses(pod -> true).size(), "open", open);
  }

  private Set<InetAddress> addresses(Predicate<Captured> which) {
    Set<InetAddress> addresses = new HashSet<>();
    enrolled.stream().filter(which).forEach(pod -> addresses.addAll(addresses(pod)));
    return addresses;
  }
}
