package dev.weft.core.policy;

/** Why a decision is what it is. */
public enum Reason {
  /** A rule of an ALLOW policy matched. */
  ALLOW_MATCH("allow-match"),
  /** No ALLOW policy is for this workload, so that everything not denied is allowed. */
  NO_ALLOW_POLICY("no-allow-policy"),
  /** A rule of a DENY policy matched. */
  EXPLICIT_DENY("explicit-deny"),
  /** ALLOW policies are for this workload, and none of their rules matched. */
  DEFAULT_DENY("default-deny"),
  /** The request's path is malformed, and rules look at it; a server answers 400. */
  MALFORMED_PATH("malformed-path");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  /** The code, as logs, metrics, error texts and the API have it. */
  public String code() {
    return code;
  }
}
