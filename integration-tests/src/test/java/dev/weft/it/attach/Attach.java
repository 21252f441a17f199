package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

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

  /** Takes the agent out again; fails the test when that is refused. */
  static void detached(Jdk jdk, JvmProcess program, String settings) {
    assertThat(detach(jdk, program, settings))
        .as(program::transcript)
        .isEqualTo(new Outcome(0, "pid " + program.pid() + ": detached\n", ""));
  }

  /** Has the agent taken out, or not. */
  static Outcome detach(Jdk jdk, JvmProcess program, String settings) {
    return run(jdk, List.of("detach", Long.toString(program.pid()), settings));
  }

  /** The names of the agent's threads that run, as the kernel has them. */
  static List<String> agentThreads(JvmProcess program) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + program.pid() + "/task"))) {
      return tasks.map(Attach::threadName).filter(name -> name.startsWith("weft-")).toList();
    }
  }

  /** A thread that was told to end does so a moment later. */
  static void awaitNoAgentThreads(JvmProcess program) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(agentThreads(program)).isEmpty());
  }

  private static String threadName(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException e) {
      // Ended meanwhile.
      return "";
    }
  }

  /** How it ended. */
  record Outcome(int exit, String out, String err) {}
}
