package dev.weft.core.policy;

/**
 * What a request wants (Istio AuthorizationPolicy, Operation). All fields have to match.
 *
 * @param hosts the Host header as it was sent, port included; case plays no part
 * @param ports the port the connection was made to
 * @param methods the HTTP method
 * @param paths the path, normalized and without query; may hold {@code {*}} and {@code {**}}
 */
public record Operation(Terms hosts, Terms ports, Terms methods, Terms paths) {
  /** An operation that matches everything. */
  public static final Operation ANY = new Operation(Terms.NONE, Terms.NONE, Terms.NONE, Terms.NONE);
}
