package dev.weft.proxy.capture;

import dev.weft.enforcer.report.EventLog;

/**
 * Tells of connections of a workload's program that got nowhere.
 *
 * @param workload the workload's name
 */
public record Refusals(String workload, EventLog log) {
  /** One got nowhere because of {@code cause}. */
  public void refused(Object target, Throwable cause) {
    log.warnAbout(
        workload + " " + target,
        "destination.refused",
        "workload",
        workload,
        "to",
        target,
        "reason",
        cause.getMessage());
  }
}
