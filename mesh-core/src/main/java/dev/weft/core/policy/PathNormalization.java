package dev.weft.core.policy;

/**
 * How a request's path is normalized before it is matched (Istio MeshConfig,
 * pathNormalization.normalization). Each mode does all that the one before it does.
 */
public enum PathNormalization {
  /** Nothing but the removal of query and fragment. */
  NONE,
  /**
   * RFC 3986: dot segments removed, unreserved characters decoded, {@code \} taken as {@code /}.
   */
  BASE,
  /** Also runs of slashes made one. */
  MERGE_SLASHES,
  /** Also {@code %2F} and {@code %5C} decoded, before slashes are merged. */
  DECODE_AND_MERGE_SLASHES
}
