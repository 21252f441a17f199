package dev.weft.bootstrap.http;

import org.jspecify.annotations.Nullable;

/**
 * Whether a request reaches the application.
 *
 * @param status 0 when it does; otherwise the HTTP status to answer with
 * @param text the answer's text, plain and in ASCII; empty when it does
 * @param challenge the {@code WWW-Authenticate} header to answer with, or null for none
 */
public record Verdict(int status, String text, @Nullable String challenge) {
  /** It does. */
  public static final Verdict ALLOWED = new Verdict(0, "", null);

  /** The answer when a fault of Weft's own kept the request from being judged. */
  static final Verdict FAULT =
      new Verdict(503, "the mesh could not judge this request, see the agent's log", null);

  /** Whether the request is to be answered here and goes no further. */
  public boolean denied() {
    return status != 0;
  }
}
