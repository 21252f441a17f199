package dev.weft.server.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which part of the log is asked for; what is empty does not narrow it.
 *
 * @param actor who did it, in full
 * @param action what was done, in full
 * @param subjectPrefix the start of what it was done to
 * @param since from when on, inclusive
 * @param until up to when, exclusive
 * @param before only entries with lower numbers: where an earlier page ended
 * @param limit how many entries at most, from 1 to {@link #MOST}
 */
public record AuditQuery(
    Optional<String> actor,
    Optional<String> action,
    Optional<String> subjectPrefix,
    Optional<Instant> since,
    Optional<Instant> until,
    OptionalLong before,
    int limit) {
  /** The most entries of one page. */
  public static final int MOST = 1000;

  /** The newest of all entries. */
  public static final AuditQuery NEWEST =
      new AuditQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          MOST);

  public AuditQuery {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(limit + " (expected: 1 to " + MOST + ")");
    }
  }
}
