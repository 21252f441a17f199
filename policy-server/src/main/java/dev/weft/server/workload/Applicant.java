package dev.weft.server.workload;

/**
 * Who asks for an SVID, as the audit log tells it.
 *
 * @param actor by what they are known
 * @param identity whose SVID it is to be
 * @param origin more of where they come from; empty when there is no more to tell
 */
record Applicant(String actor, String identity, String origin) {
  /** Who has not shown anything yet. */
  static final Applicant UNKNOWN = new Applicant("anonymous", "unknown", "");

  /** {@code detail}, with the origin behind it. */
  String withOrigin(String detail) {
    return origin.isEmpty() ? detail : detail + ", " + origin;
  }
}
