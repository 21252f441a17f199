package dev.weft.proxy.capture;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.settings.HostPort;

/**
 * Tells of connections of a workload's program that got nowhere.
 *
 * @param workload the workload's name
 */
record Refusals(String workload, EventLog log) {
  void refused(HostPort target, Throwable cause) {
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
