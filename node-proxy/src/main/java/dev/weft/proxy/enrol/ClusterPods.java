package dev.weft.proxy.enrol;

import dev.weft.core.control.ControlException;
import dev.weft.core.control.NodePod;
import dev.weft.core.control.NodePodsClient;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.settings.JoinSource;
import dev.weft.proxy.settings.AppProtocol;
import dev.weft.proxy.settings.Netns;
import dev.weft.proxy.settings.PodSpec;
import dev.weft.proxy.settings.WorkloadSpec;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows the pods that the policy server has this node's proxy serve: enrols those that come, and
 * withdraws those that go or have become others. What it does not know it leaves as it is: before
 * the first answer nothing is changed, and while there is none what was known stands. By one thread
 * at a time; blocks.
 */
public final class ClusterPods implements AutoCloseable {
  private final NodePodsClient client;
  private final JoinSource.InPod token;
  private final Members members;
  private final EventLog log;
  private final Set<NodePod> served = new HashSet<>();
  private final Set<NodePod> leftAlone = new HashSet<>();
  private volatile boolean known;

  /**
   * Nothing is known yet.
   *
   * @param token that of the proxy's own pod
   */
  public ClusterPods(NodePodsClient client, JoinSource.InPod token, Members members, EventLog log) {
    this.client = client;
    this.token = token;
    this.members = members;
    this.log = log;
  }

  /** Whether the policy server has said which pods there are. */
  public boolean areKnown() {
    return known;
  }

  /** Asks which pods there are, and does what follows from it. */
  public void follow() throws InterruptedException {
    List<NodePod> pods;
    try {
      pods = client.list();
    } catch (ControlException e) {
      log.warnAbout(e.kind().name(), "pods.unknown", "kind", e.kind(), "why", e.getMessage());
      return;
    }
    for (NodePod gone : served.stream().filter(it -> !pods.contains(it)).toList()) {
      served.remove(gone);
      withdraw(gone);
    }
    List<NodePod> arriving =
        pods.stream().filter(it -> !it.addresses().isEmpty() && !served.contains(it)).toList();
    tell(pods);
    // None at all is enrolled too at first: the rules that are there may name some.
    if ((arriving.isEmpty() && known) || enrol(arriving)) {
      known = true;
    }
  }

  /** Of those that have no network of their own, so that nothing of theirs can be captured. */
  private void tell(List<NodePod> pods) {
    Set<NodePod> ofItsNode =
        pods.stream().filter(it -> it.addresses().isEmpty()).collect(Collectors.toSet());
    leftAlone.retainAll(ofItsNode);
    for (NodePod pod : ofItsNode) {
      if (leftAlone.add(pod)) {
        log.warnAbout(
            pod.pod().toString(),
            "pod.left.alone",
            "pod",
            pod.pod(),
            "why",
            "it is in its node's network (expected: a network of its own)");
      }
    }
  }

  /** Whether those are served now that can be; the others are tried with the next answer. */
  private boolean enrol(List<NodePod> arriving) throws InterruptedException {
    served.addAll(arriving);
    try {
      members.enrol(arriving.stream().map(this::spec).toList(), this::refused);
      return true;
    } catch (IOException | RuntimeException e) {
      log.error("workload.not.enrolled", "workloads", names(arriving), "why", e.getMessage());
      arriving.forEach(this::withdraw);
      arriving.forEach(served::remove);
      return false;
    }
  }

  private void refused(String name, String why) {
    log.error("workload.not.enrolled", "workloads", name, "why", why);
    served.removeIf(it -> it.pod().toString().equals(name));
  }

  private void withdraw(NodePod pod) {
    members.withdraw(pod.pod().toString());
  }

  private WorkloadSpec spec(NodePod pod) {
    return new WorkloadSpec(
        pod.pod().toString(),
        token.forPod(pod.pod()),
        pod.labels(),
        List.of(),
        new PodSpec(
            pod.addresses(),
            pod.ports().entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, it -> AppProtocol.parse(it.getValue()))),
            new Netns.OfPod(pod.pod().uid())));
  }

  /** Asks no more. */
  @Override
  public void close() {
    client.close();
  }

  private static String names(List<NodePod> pods) {
    return pods.stream().map(it -> it.pod().toString()).collect(Collectors.joining(", "));
  }
}
