package dev.weft.core.policy;

/**
 * What an AuthorizationPolicy does with what it matches (Istio AuthorizationPolicy, Action).
 *
 * <p>Istio's CUSTOM is not among them: there is nothing here that it could call, so a policy with
 * it is refused.
 */
public enum Action {
  /** Lets matching traffic pass; its presence denies what no ALLOW policy matches. The default. */
  ALLOW,
  /** Denies matching traffic, whatever else allows it. */
  DENY,
  /** Records matching traffic; decides nothing. */
  AUDIT
}
