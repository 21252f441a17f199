package dev.weft.proxy.node;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.capture.Listeners;
import dev.weft.proxy.capture.Refusals;
import dev.weft.proxy.netfilter.CaptureRules;
import dev.weft.proxy.route.HostNames;
import dev.weft.proxy.route.Router;
import dev.weft.proxy.settings.PodSpec;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.proxy.workload.Workload;
import dev.weft.proxy.workload.WorkloadParts;
import java.io.IOException;
import java.net.InetAddress;
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
public final class NodePods {
  private final Pods pods = new Pods();
  private final NodeCapture capture;
  private final ProxySettings settings;
  private final Listeners listeners;
  private final HostNames names;
  private final CaptureRules rules;
  private final EventLog log;
  private final Set<Pod> enrolled = new LinkedHashSet<>();
  private Set<InetAddress> open = Set.of();
  private boolean installed;

  /** None yet. */
  public NodePods(ProxySettings settings, Listeners listeners, HostNames names, EventLog log) {
    this.settings = settings;
    this.listeners = listeners;
    this.names = names;
    this.capture = new NodeCapture(pods, log);
    this.rules = new CaptureRules(settings.capture());
    this.log = log;
  }

  /** The pod of {@code workload}, whose connections are served with {@code parts}. */
  public Pod pod(Workload workload, PodSpec spec, WorkloadParts parts) {
    PodOutbound outbound =
        new PodOutbound(
            pods,
            workload,
            new Router(workload.rules(), names, listeners::isCapture, true),
            parts.connector(),
            parts.passage(),
            settings.handshakeTimeout(),
            new Refusals(workload.spec().name(), log));
    return new Pod(workload, spec, parts.inbound(), parts.programs(), outbound);
  }

  /**
   * Opens the listeners.
   *
   * @throws IOException when that cannot be done
   */
  public void listen() throws IOException {
    capture.open(listeners, settings.capture());
  }

  /**
   * Captures what {@code arriving} open and what is opened to them, from now on. Until their
   * workloads have identity and rules nothing is let through.
   *
   * @throws IOException when the kernel's rules cannot be put in place
   * @throws IllegalArgumentException when two pods have one address
   */
  public synchronized void add(List<Pod> arriving) throws IOException {
    for (Pod pod : arriving) {
      pods.add(pod);
      enrolled.add(pod);
    }
    install();
  }

  /**
   * Captures nothing more of {@code pod}.
   *
   * @throws IOException when the kernel's rules cannot be put in place
   */
  public synchronized void remove(Pod pod) throws IOException {
    enrolled.remove(pod);
    pods.remove(pod);
    install();
  }

  /**
   * Repairs the kernel's rules when they are not what they should be. To be called every few
   * seconds.
   *
   * @throws IOException when that cannot be done
   */
  public synchronized void keep() throws IOException {
    if (!installed || !openNow().equals(open)) {
      install();
    } else if (!rules.isIntact()) {
      install();
      log.warn("capture.repaired", "what", "the rules were changed by somebody else");
    }
  }

  private void install() throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    enrolled.forEach(pod -> addresses.addAll(pod.spec().addresses()));
    Set<InetAddress> opened = openNow();
    installed = false;
    rules.install(addresses, opened);
    installed = true;
    open = opened;
    log.info("capture.installed", "addresses", addresses.size(), "open", opened.size());
  }

  private Set<InetAddress> openNow() {
    Set<InetAddress> addresses = new HashSet<>();
    for (Pod pod : enrolled) {
      if (pod.workload().rules().areOpen()) {
        addresses.addAll(pod.spec().addresses());
      }
    }
    return addresses;
  }
}
