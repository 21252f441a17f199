package dev.weft.core.policy;

/**
 * Where a request comes from (Istio AuthorizationPolicy, Source). All fields have to match.
 *
 * @param principals the peer's identity, {@code <trust domain>/ns/<namespace>/sa/<account>}
 * @param requestPrincipals the identity in the request's token, {@code <issuer>/<subject>}
 * @param namespaces the peer's namespace
 * @param serviceAccounts the peer's service account, {@code [<namespace>/]<account>}
 * @param trustDomains the peer's trust domain
 * @param ipBlocks the address the packets come from
 * @param remoteIpBlocks the address of the original client, as the nearest proxies tell it
 */
public record Source(
    Terms principals,
    Terms requestPrincipals,
    Terms namespaces,
    Terms serviceAccounts,
    Terms trustDomains,
    Terms ipBlocks,
    Terms remoteIpBlocks) {
  /** A source that matches everything. */
  public static final Source ANY =
      new Source(
          Terms.NONE, Terms.NONE, Terms.NONE, Terms.NONE, Terms.NONE, Terms.NONE, Terms.NONE);
}
