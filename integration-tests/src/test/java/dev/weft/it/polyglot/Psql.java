package dev.weft.it.polyglot;

import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.ProgramProcess.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * psql against one port of loopback; it prints values alone.
 *
 * @param port where it connects
 */
record Psql(int port) {
  /** Runs commands, each as one {@code -c} says, and ends at the first error. */
  Ended run(String... commands) {
    List<String> arguments = new ArrayList<>();
    for (String command : commands) {
      arguments.addAll(List.of("-c", command));
    }
    return ProgramProcess.run(command(arguments), variables("once"));
  }

  /** Starts one that takes commands from its standard input, and is known by that name. */
  ProgramProcess session(String name) {
    return ProgramProcess.start(command(List.of()), variables(name));
  }

  private List<String> command(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(InstalledPrograms.path("psql"), "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1"));
    command.addAll(List.of("-h", "127.0.0.1", "-p", "" + port, "-U", "shop", "-d", "postgres"));
    command.addAll(arguments);
    return command;
  }

  private static Map<String, String> variables(String name) {
    return Map.of("PGCONNECT_TIMEOUT", "20", "PGAPPNAME", name);
  }
}
