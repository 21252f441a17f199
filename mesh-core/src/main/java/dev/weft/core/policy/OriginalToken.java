package dev.weft.core.policy;

/** What becomes of a good token (Istio RequestAuthentication, forwardOriginalToken). */
public enum OriginalToken {
  /** The application does not see it. The default. */
  REMOVE,
  /** The application gets it as it came. */
  FORWARD
}
