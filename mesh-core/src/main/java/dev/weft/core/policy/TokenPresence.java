package dev.weft.core.policy;

/** Whether a request needs a rule's token (Istio RequestAuthentication, JWTRule, presence). */
public enum TokenPresence {
  /** A request without it passes, without its identity. The default. */
  OPTIONAL,
  /** A request without it does not pass, whatever other tokens it has. */
  REQUIRED
}
