package dev.weft.server.kubernetes;

/**
 * Whom a token that was judged good stands for: a pod's service account, while that pod runs.
 *
 * @param namespace the namespace of both
 * @param serviceAccount the service account
 * @param pod the pod that the token was made for
 * @param node where that pod runs
 * @param tokenId {@code jti}, or empty when the cluster gives none
 */
public record PodIdentity(
    String namespace,
    ClusterObject serviceAccount,
    ClusterObject pod,
    ClusterObject node,
    String tokenId) {
  /**
   * An object of the cluster.
   *
   * @param name its name
   * @param uid what tells it from others that had the name before
   */
  public record ClusterObject(String name, String uid) {
    @Override
    public String toString() {
      return name + " (" + uid + ")";
    }
  }

  /** For the audit log. */
  @Override
  public String toString() {
    return "pod "
        + namespace
        + "/"
        + pod
        + " on node "
        + node
        + (tokenId.isEmpty() ? "" : ", token " + tokenId);
  }
}
