package dev.weft.server.workload;

import dev.weft.server.http.ApiException;

/** A refusal of somebody who is known. */
final class RefusedApplicant extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Applicant applicant;
  private final ApiException refusal;

  RefusedApplicant(Applicant applicant, ApiException refusal) {
    super(refusal.getMessage(), refusal, false, false);
    this.applicant = applicant;
    this.refusal = refusal;
  }

  /** Who. */
  Applicant applicant() {
    return applicant;
  }

  /** What they are told. */
  ApiException refusal() {
    return refusal;
  }
}
