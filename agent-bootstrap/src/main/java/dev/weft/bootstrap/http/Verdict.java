package dev.weft.bootstrap.http;

import org.jspecify.annotations.Nullable;

/**
 * Whether a request reaches the application.
 *
 * @param status 0 when it does; otherwise the HTTP status to answer with
 * @param text the answer's text, plain and in ASCII; empty when it does
 * @param challenge the {@code WWW-Authenticate} header to answer with, or null for none
 * @param served what is to hear of its course, or of the answer to it when it does not
 */
public record Verdict(int status, String text, @Nullable String challenge, Served served) {
  /** It does, and nobody wants to hear of it. */
  public static final Verdict ALLOWED = new Verdict(0, "", null);

  /** The answer when a fault of Weft's own kept the request from being judged. */
  public static final Verdict FAULT =
      new Verdict(503, "the mesh could not judge this request, see the agent's log", null);

  /** A verdict of which nobody wants to hear any more. */
  public Verdict(int status, String text, @Nullable String challenge) {
    this(status, text, challenge, Served.UNTRACED);
  }

  /** It does, and {@code served} is to hear of its course. */
  public static Verdict allowed(Served served) {
    return served == Served.UNTRACED ? ALLOWED : new Verdict(0, "", null, served);
  }

  /** Whether the request is to be answered here and goes no further. */
  public boolean denied() {
    return status != 0;
  }

  /** Whether anybody wants to hear of the request's course. */
  public boolean isTraced() {
    return served != Served.UNTRACED;
  }
}
