package dev.weft.server.kubernetes.cluster;

import dev.weft.server.http.ApiException;
import dev.weft.server.kubernetes.PodIdentity;
import dev.weft.server.kubernetes.PodIdentity.ClusterObject;
import dev.weft.server.settings.KubernetesSettings.ServiceAccount;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what a node proxy asks for: an SVID for a pod that runs on its node, and for no other. The
 * proxy shows the token of its own pod each time, which names its node; the cluster has to say the
 * same of both pods and of the node, so that the token of a proxy that is gone is of no use. Safe
 * for use by many threads.
 */
public final class NodeProxies {
  /** The label of pods that their node's proxy serves, and its value. */
  private static final String LABEL = "weft.dev/capture";

  private static final String CAPTURED = "node";

  private final Set<ServiceAccount> accounts;
  private final Cluster cluster;

  /**
   * The proxies of a cluster.
   *
   * @param accounts the service accounts that node proxies run under
   * @param cluster what is known of it
   */
  public NodeProxies(Set<ServiceAccount> accounts, Cluster cluster) {
    this.accounts = Set.copyOf(accounts);
    this.cluster = cluster;
  }

  /**
   * The pod that {@code wanted} names, if {@code proxy} may have its SVID.
   *
   * @throws ApiException 403 when it may not, 503 when that cannot be told yet
   */
  public Pod require(PodIdentity proxy, WantedPod wanted) {
    ClusterObject node = requireNode(proxy);
    return onNode(wanted.namespace(), wanted.object(), node)
        .orElseThrow(
            () ->
                ApiException.forbidden(
                    "pod: " + wanted + " (expected: a pod that runs on node " + node.name() + ")"));
  }

  /**
   * The pods that {@code proxy} has to serve: those of its node that are labelled for it and have
   * addresses of their own. Those that have their node's are among them, without any, so that the
   * proxy can say that it leaves them alone.
   *
   * @throws ApiException 403 when it is no node's proxy, 503 when that cannot be told yet
   */
  public List<Pod> served(PodIdentity proxy) {
    return cluster.pods().onNode(requireNode(proxy).name()).stream()
        .filter(pod -> CAPTURED.equals(pod.labels().get(LABEL)))
        .filter(pod -> pod.ofItsNode() || !pod.addresses().isEmpty())
        .toList();
  }

  private ClusterObject requireNode(PodIdentity proxy) {
    if (!accounts.contains(new ServiceAccount(proxy.namespace(), proxy.serviceAccount().name()))) {
      throw ApiException.forbidden(
          "pod: asked for by a workload (expected: no pod; only a node proxy may ask for others)");
    }
    if (!cluster.isListed()) {
      throw new ApiException(503, "pod: nothing is known of the cluster yet; try again later");
    }
    ClusterObject node = proxy.node();
    if (cluster.nodes().find(node.name()).filter(it -> it.uid().equals(node.uid())).isEmpty()) {
      throw ApiException.forbidden("node: " + node + " (expected: one that the cluster has)");
    }
    if (onNode(proxy.namespace(), proxy.pod(), node).isEmpty()) {
      throw ApiException.forbidden(
          "node proxy: not on node " + node.name() + " any more (expected: one that runs there)");
    }
    return node;
  }

  private Optional<Pod> onNode(String namespace, ClusterObject pod, ClusterObject node) {
    return cluster
        .pods()
        .find(namespace, pod.name())
        .filter(it -> it.uid().equals(pod.uid()) && it.node().equals(node.name()));
  }
}
