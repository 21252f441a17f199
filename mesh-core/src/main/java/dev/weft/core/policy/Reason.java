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
  MALFORMED_PATH("malformed-path"),
  /** A RequestAuthentication requires a token, and the request has none. */
  JWT_MISSING("jwt-missing"),
  /** The request's token cannot be read, or is longer than any that is. */
  JWT_MALFORMED("jwt-malformed"),
  /**
   * The token is signed in a way that is not taken, such as {@code none} or with a shared secret.
   */
  JWT_ALGORITHM("jwt-algorithm"),
  /** The token is of an issuer that is not taken where the token was found. */
  JWT_ISSUER("jwt-issuer"),
  /** The token is meant for somebody else; a server answers 403. */
  JWT_AUDIENCE("jwt-audience"),
  /** The token has expired. */
  JWT_EXPIRED("jwt-expired"),
  /** The token is not valid yet. */
  JWT_NOT_YET_VALID("jwt-not-yet-valid"),
  /** The issuer has no key of the token's name and algorithm. */
  JWT_UNKNOWN_KEY("jwt-unknown-key"),
  /** The token is not signed by its issuer. */
  JWT_SIGNATURE("jwt-signature"),
  /** The issuer's keys could not be fetched, so that no token of it can be checked. */
  JWT_KEYS_UNAVAILABLE("jwt-keys-unavailable");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  /** The code, as logs, metrics, error texts and the API have it. */
  public String code() {
    return code;
  }
}
