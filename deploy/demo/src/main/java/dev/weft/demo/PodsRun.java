package dev.weft.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the demo in pods, as a process in network, mount and PID namespaces of its own: with
 * it everything in there vanishes, however it ends, and this machine's network is left as it is.
 */
final class PodsRun {
  private static final String NAME = "pods";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** How {@code pods.sh} ends where the machine cannot have it. */
  private static final int CANNOT = 3;

  private final Mesh mesh;
  private final Console console;
  private final LeftOut leftOut;

  /** Beside that mesh, with a policy server of its own. */
  PodsRun(Mesh mesh, Console console, LeftOut leftOut) {
    this.mesh = mesh;
    this.console = console;
    this.leftOut = leftOut;
  }

  /**
   * Tells the part's story, or why it is left out.
   *
   * @param commands how each member is started that can run here
   */
  void tell(Map<Member, List<String>> commands) throws IOException, StepFailedException {
    Optional<String> problem = problem(commands);
    if (problem.isPresent()) {
      leaveOut(problem.get());
      return;
    }
    Path script = mesh.unpack("pods.sh");
    Program pods = mesh.begin(NAME, Namespace.OWN, Map.of(), command(script, commands));
    Retold retold = new Retold();
    Waiting.until(
        LIMIT,
        () -> {
          boolean over = !pods.isAlive();
          retold.more(pods.output());
          return over ? Optional.of(true) : Optional.empty();
        },
        () -> "the part in pods is not over within " + LIMIT.toMinutes() + " minutes");
    Ended ended = pods.awaitEnd(LIMIT);
    if (ended.exit() == CANNOT && retold.told == 0) {
      leaveOut(ended.output().strip().lines().reduce("", (one, next) -> next));
    } else if (retold.told == 0 || (ended.exit() != 0 && console.allPassed())) {
      throw new StepFailedException(
          "the part in pods ended with " + ended.exit() + ": " + ended.output());
    }
  }

  private void leaveOut(String reason) {
    leftOut.say("pods of two nodes, captured by the kernel, are left out", reason);
  }

  private static Optional<String> problem(Map<Member, List<String>> commands) throws IOException {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.of("this is not Linux");
    }
    if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      return Optional.of("only root may do that");
    }
    for (String program : List.of("unshare", "bash")) {
      if (Tool.find(program).isEmpty()) {
        return Optional.of(program + " is not on this machine");
      }
    }
    for (Member member : List.of(Member.STOCK, Member.STOCK_REPORT)) {
      if (!commands.containsKey(member)) {
        return Optional.of("they need " + member.serviceAccount());
      }
    }
    return Optional.empty();
  }

  private List<String> command(Path script, Map<Member, List<String>> commands) throws IOException {
    Path folder = Files.createDirectory(mesh.folder().resolve(NAME));
    List<String> command =
        new ArrayList<>(List.of("unshare", "--net", "--mount", "--pid", "--mount-proc"));
    command.addAll(List.of("--fork", "--kill-child", "bash", script.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    // One jar, whose path may be relative to where the demo was started.
    Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    command.addAll(List.of("-cp", jar.toString()));
    command.addAll(List.of(PodsMain.class.getName(), mesh.root().toString(), folder.toString()));
    commands.forEach(
        (member, words) -> command.add(member.name() + "\n" + String.join("\n", words)));
    return command;
  }

  /** The lines that have been told here, of those that come from there. */
  private final class Retold {
    private int told;

    void more(String output) {
      List<String> whole =
          output.substring(0, output.lastIndexOf('\n') + 1).lines().skip(told).toList();
      if (told == 0 && whole.stream().noneMatch(Console::isStep)) {
        return;
      }
      whole.forEach(console::retell);
      told += whole.size();
    }
  }
}
