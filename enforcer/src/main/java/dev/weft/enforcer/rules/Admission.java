package dev.weft.enforcer.rules;

/** Whether a server lets a client in. */
public sealed interface Admission {
  /** It may talk. */
  record Admitted() implements Admission {}

  /**
   * It may not.
   *
   * @param reason why, for the client and the log: names the policy and the rule where one decided
   */
  record Refused(String reason) implements Admission {}

  /** The one admission. */
  Admission ADMITTED = new Admitted();
}
