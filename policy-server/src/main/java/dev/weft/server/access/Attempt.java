package dev.weft.server.access;

/**
 * What somebody tries to do to a resource, in the terms of the Kubernetes API's authorization
 * ("Authorization Overview", request attributes).
 *
 * @param verb {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code
 *     patch}, {@code delete} or {@code deletecollection}
 * @param group the API group
 * @param resource the kind as it stands in a path, for example {@code authorizationpolicies}
 * @param subresource the part of it, for example {@code status}; empty for the resource itself
 * @param namespace where; empty for all namespaces, and for what is in none
 * @param name which one; empty for the collection
 */
public record Attempt(
    String verb, String group, String resource, String subresource, String namespace, String name) {

  /** The resource as a role's rules name it: {@code resource} or {@code resource/subresource}. */
  public String target() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }
}
