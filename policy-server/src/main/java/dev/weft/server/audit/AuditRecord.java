package dev.weft.server.audit;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was done or refused.
 *
 * @param actor who: {@code admin}, {@code token:<name>}, {@code oidc:<name>} or {@code cert:<name>}
 *     for people; {@code join-token:<id>}, {@code pod:<namespace>/<name>} or a SPIFFE ID for
 *     workloads; {@code anonymous}
 * @param action what, for example {@code resource.update} or {@code svid.refuse}
 * @param subject to what
 * @param detail more in words, nothing secret
 * @param fromRevision the revision before, where there is one
 * @param toRevision the revision after, where there is one
 */
public record AuditRecord(
    String actor,
    String action,
    String subject,
    String detail,
    @Nullable Long fromRevision,
    @Nullable Long toRevision) {
  /** A change of something that has revisions. */
  public static AuditRecord change(
      String actor, String action, String subject, @Nullable Long from, @Nullable Long to) {
    return new AuditRecord(actor, action, subject, "", from, to);
  }

  /** An event without revisions. */
  public static AuditRecord event(String actor, String action, String subject, String detail) {
    return new AuditRecord(actor, action, subject, detail, null, null);
  }
}
