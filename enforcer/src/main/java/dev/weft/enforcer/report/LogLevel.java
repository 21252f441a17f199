package dev.weft.enforcer.report;

/** How important a line of the log is, the most important first. */
public enum LogLevel {
  /** Something does not work. */
  ERROR,
  /** Something is not as it should be, such as an unprotected connection. */
  WARN,
  /** What an operator wants to see in normal times. */
  INFO,
  /** What a developer of the agent wants to see. */
  DEBUG
}
