package dev.weft.agent;

import dev.weft.agent.settings.AgentSettings;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.settings.SettingException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The agent's log, as the settings want it. */
final class AgentLog {
  private AgentLog() {}

  /**
   * The log, whose file is not opened yet.
   *
   * @throws SettingException when it is known already that a file cannot be opened
   */
  static EventLog of(AgentSettings settings) {
    require("log.file", settings.logFile());
    require("access.log.file", settings.accessLogFile());
    return EventLog.to(settings.logFile(), settings.logLevel());
  }

  /** What can be known of the log's file while nothing is done yet. */
  private static void require(String setting, @Nullable Path path) {
    if (path != null) {
      File file = path.toFile();
      File folder = file.getParentFile();
      if (file.exists()
          ? !file.isFile() || !file.canWrite()
          : folder == null || !folder.canWrite()) {
        throw noLog(setting, path, "no such folder, or not to be written");
      }
    }
  }

  /**
   * Opens the file.
   *
   * @throws SettingException when it cannot be opened
   */
  static void open(EventLog log, AgentSettings settings) {
    try {
      log.open();
    } catch (IOException e) {
      throw noLog("log.file", settings.logFile(), e.getClass().getSimpleName());
    }
  }

  private static SettingException noLog(String setting, @Nullable Path file, String why) {
    return new SettingException(
        setting
            + ": "
            + file
            + " cannot be opened, "
            + why
            + " (expected: a file in a directory that exists and may be written)");
  }
}
