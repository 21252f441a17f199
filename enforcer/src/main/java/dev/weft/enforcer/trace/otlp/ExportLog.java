package dev.weft.enforcer.trace.otlp;

import dev.weft.enforcer.report.EventLog;

/** Tells of failed exports as lines of the log. */
public record ExportLog(EventLog log) implements ExportListener {
  @Override
  public void failed(String to, String why) {
    log.warn("telemetry.not.sent", "to", to, "why", why);
  }

  @Override
  public void recovered(String to, long lost) {
    log.info("telemetry.sent.again", "to", to, "spans_lost", lost);
  }
}
