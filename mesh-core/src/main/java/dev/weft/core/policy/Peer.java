package dev.weft.core.policy;

import dev.weft.core.identity.SpiffeId;

/**
 * The identity of a connection's other end, taken apart once so that decisions need not. Make one
 * per connection and keep it.
 *
 * @param principal {@code <trust domain>/ns/<namespace>/sa/<service account>}
 * @param trustDomain the trust domain
 * @param namespace the namespace
 * @param account {@code <namespace>/<service account>}
 */
public record Peer(String principal, String trustDomain, String namespace, String account) {
  /** The peer whose certificate was checked and bears {@code id}. */
  public static Peer of(SpiffeId id) {
    return new Peer(
        id.principal(),
        id.trustDomain(),
        id.namespace(),
        id.namespace() + "/" + id.serviceAccount());
  }

  /**
   * The peer of a request that is only imagined, from its principal; more is let through here than
   * in a certificate.
   *
   * @throws IllegalArgumentException when {@code principal} is not {@code <td>/ns/<ns>/sa/<name>}
   */
  public static Peer ofPrincipal(String principal) {
    String[] parts = principal.split("/", -1);
    if (parts.length != 5 || !parts[1].equals("ns") || !parts[3].equals("sa")) {
      throw new IllegalArgumentException(
          "principal: " + principal + " (expected: <trust domain>/ns/<namespace>/sa/<name>)");
    }
    return new Peer(principal, parts[0], parts[2], parts[2] + "/" + parts[4]);
  }
}
