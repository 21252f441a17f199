package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import java.nio.file.Path;
import java.util.List;

/** The command that attaches. */
final class Attach {
  /** Without it JDK 25 warns on stderr that an agent was loaded while the program ran. */
  static final List<String> OPTIONS = List.of("-XX:+EnableDynamicAgentLoading");

  private Attach() {}

  /** Runs it to its end. */
  static Outcome run(Jdk jdk, JvmProcess program, String settings) {
    return run(jdk, List.of("attach", Long.toString(program.pid()), settings));
  }

  /** As {@link #run(Jdk, JvmProcess, String)}, with any arguments. */
  static Outcome run(Jdk jdk, List<String> arguments) {
    Path jar = Path.of(System.getProperty("weft.agent.jar"));
    try (JvmProcess command = JvmProcess.on(jdk).startJar(jar, arguments)) {
      return new Outcome(command.awaitExit(), command.stdout(), command.stderr());
    }
  }

  /** Attaches; fails the test when that is refused. */
  static void attached(Jdk jdk, JvmProcess program, String settings) {
    assertThat(run(jdk, program, settings))
        .as(program::transcript)
        .isEqualTo(new Outcome(0, "pid " + program.pid() + ": attached\n", ""));
  }

  /** How it ended. */
  record Outcome(int exit, String out, String err) {}
}
