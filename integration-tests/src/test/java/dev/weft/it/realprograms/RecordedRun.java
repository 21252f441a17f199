package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ProgramProcess;
import java.nio.file.Path;
import java.util.List;

/** Does what a scenario says, on a bridge on which all frames are recorded. */
final class RecordedRun {
  private RecordedRun() {}

  /** Arguments: the program, whether with agents, a folder, the script that records, its file. */
  public static void main(String[] arguments) throws Exception {
    Program program = Program.valueOf(arguments[0]);
    boolean withAgents = Boolean.parseBoolean(arguments[1]);
    try (ProgramProcess capture =
        ProgramProcess.start(List.of("python3", arguments[3], arguments[4]))) {
      capture.awaitLine("^listening 0$");
      try (Stage stage = new Stage(program, Path.of(arguments[2]), withAgents)) {
        play(program, stage);
      }
      capture.endInput();
      assertThat(capture.awaitExit().stdout()).isEqualTo("listening 0\nmissed 0\n");
    }
  }

  private static void play(Program program, Stage stage) throws Exception {
    try {
      program.scenario().run(stage);
      assertThat(stage.agentLog()).noneMatch(line -> line.contains("event=fault"));
    } catch (Exception | AssertionError e) {
      System.out.println(stage.transcript());
      throw e;
    }
  }
}
