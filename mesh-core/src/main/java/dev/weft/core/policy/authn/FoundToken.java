package dev.weft.core.policy.authn;

/**
 * A token, and where in the request it stands.
 *
 * @param text what stands there; maybe no token at all
 * @param place the kind of place
 * @param name the name of the header, parameter or cookie
 */
record FoundToken(String text, Place place, String name) {
  /** The kinds of places. */
  enum Place {
    HEADER,
    PARAM,
    COOKIE
  }
}
