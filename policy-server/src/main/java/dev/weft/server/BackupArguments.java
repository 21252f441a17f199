package dev.weft.server;

import dev.weft.server.settings.SettingsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a backup or a restore.
 *
 * @param command which of them
 * @param file the backup
 * @param config a YAML file with settings
 * @param ca whether a backup holds the keys of a CA that is in the data folder
 */
record BackupArguments(String command, Path file, Optional<String> config, Ca ca) {
  static final String BACKUP = "backup";
  static final String RESTORE = "restore";
  static final List<String> COMMANDS = List.of(BACKUP, RESTORE);

  private static final String USAGE =
      "(expected: backup FILE [--with-ca] [--config FILE], or restore FILE [--config FILE])";

  /** What becomes of the CA. */
  enum Ca {
    LEFT_OUT,
    TAKEN_ALONG
  }

  static BackupArguments parse(List<String> arguments) throws SettingsException {
    String command = arguments.get(0);
    List<String> files = new ArrayList<>();
    Optional<String> config = Optional.empty();
    Ca ca = Ca.LEFT_OUT;
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--config") && i + 1 < arguments.size()) {
        config = Optional.of(arguments.get(++i));
      } else if (argument.equals("--with-ca") && command.equals(BACKUP)) {
        ca = Ca.TAKEN_ALONG;
      } else if (argument.startsWith("-")) {
        throw new SettingsException(command + ": " + argument + " " + USAGE);
      } else {
        files.add(argument);
      }
    }
    if (files.size() != 1 || files.get(0).isEmpty()) {
      throw new SettingsException(command + ": " + files.size() + " files " + USAGE);
    }
    try {
      return new BackupArguments(
          command, Path.of(files.get(0)).toAbsolutePath().normalize(), config, ca);
    } catch (InvalidPathException e) {
      throw new SettingsException(command + ": no path: " + files.get(0) + " " + USAGE);
    }
  }

  boolean restores() {
    return command.equals(RESTORE);
  }

  boolean withCa() {
    return ca == Ca.TAKEN_ALONG;
  }
}
