package dev.weft.server.kubernetes.api;

/**
 * Names an object of one kind.
 *
 * @param namespace its namespace; empty for kinds that have none
 * @param name its name
 */
public record ObjectName(String namespace, String name) {
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
