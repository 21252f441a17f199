package dev.weft.core.policy;

import java.time.Duration;
import java.util.List;

/**
 * Where a request may carry tokens. Enforcers implement this over the request object of the HTTP
 * library that they sit in. It is called on the caller's thread, and no reference is kept.
 */
public interface RequestTokens {
  /**
   * The values of the header {@code name}, one for each field line, in their order; empty when the
   * request does not have it.
   *
   * @param name the name in lower case
   */
  List<String> headers(String name);

  /** The request target as it was sent, with query. */
  String target();

  /**
   * How long the calling thread may be held while an issuer's keys are fetched that are not there
   * yet. Zero, the default, for an event loop: such a request is refused, and keys will be there
   * for later ones.
   */
  default Duration patience() {
    return Duration.ZERO;
  }
}
