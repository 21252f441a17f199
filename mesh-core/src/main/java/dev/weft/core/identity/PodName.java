package dev.weft.core.identity;

/**
 * Names a pod of a Kubernetes cluster.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid what tells it from others of that name
 */
public record PodName(String namespace, String name, String uid) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
