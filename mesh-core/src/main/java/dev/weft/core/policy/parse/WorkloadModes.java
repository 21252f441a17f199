package dev.weft.core.policy.parse;

import dev.weft.core.telemetry.WorkloadMode;
import org.jspecify.annotations.Nullable;

/** Reads for which requests something holds. */
final class WorkloadModes {
  private WorkloadModes() {}

  /** The {@code mode} of {@code match}; without one, both. */
  static WorkloadMode read(@Nullable Fields match) {
    String text = match == null ? null : match.text("mode");
    if (match == null || text == null) {
      return WorkloadMode.CLIENT_AND_SERVER;
    }
    for (WorkloadMode mode : WorkloadMode.values()) {
      if (mode.name().equals(text)) {
        return mode;
      }
    }
    match.errors().add(match.path("mode"), text, "CLIENT_AND_SERVER, CLIENT or SERVER");
    return WorkloadMode.CLIENT_AND_SERVER;
  }
}
