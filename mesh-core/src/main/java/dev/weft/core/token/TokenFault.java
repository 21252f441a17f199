package dev.weft.core.token;

/** What is wrong with a token, or with what is needed to check it. */
public enum TokenFault {
  /** It is longer than any that is read. */
  TOO_LONG,
  /** It is no compact JWS with a JSON payload, or a registered claim has the wrong type. */
  MALFORMED,
  /** Its algorithm is none that is taken: {@code none}, an HMAC, or an unknown one. */
  ALGORITHM,
  /** It has {@code crit}: an extension that has to be understood, and none is. */
  CRITICAL,
  /** Its {@code iss} is not the one that was asked for. */
  ISSUER,
  /** Its {@code aud} holds none of those that are taken. */
  AUDIENCE,
  /** Its {@code exp} has passed. */
  EXPIRED,
  /** Its {@code nbf} has not come yet. */
  NOT_YET_VALID,
  /** No key of the issuer has its {@code kid} and fits its algorithm. */
  UNKNOWN_KEY,
  /** The signature is not that of the issuer's key. */
  SIGNATURE,
  /** The issuer's keys are not there, so that nothing can be checked. */
  KEYS_UNAVAILABLE
}
