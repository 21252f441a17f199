package dev.weft.server.audit;

import java.time.Duration;

/**
 * How much of the audit log is kept.
 *
 * @param age {@code weft.audit.retention}: how long a record is kept
 * @param limit {@code weft.audit.limit}: how many records of one action are kept, so that those
 *     which programs cause push out none of people
 */
public record AuditRetention(Duration age, int limit) {
  /** What holds unless a person says otherwise. */
  public static final AuditRetention DEFAULT = new AuditRetention(Duration.ofDays(90), 100_000);
}
