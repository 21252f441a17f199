package dev.weft.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program that is run to its end in a JVM of its own, with an environment of its own. */
public final class ForkedJvm {
  /** An agent's argument that is complete and leads nowhere, and does not wait there. */
  public static final String SETTINGS =
      "server=https://127.0.0.1:1,startup.timeout=1ms,join=weft-join-v1.id."
          + "A".repeat(43)
          + "."
          + "A".repeat(43);

  private static final long SECONDS = 120;

  private final List<String> command = new ArrayList<>();
  private final Path folder;

  /**
   * @param jdk what to run it on
   * @param folder where its output may be kept
   */
  public ForkedJvm(TestJdk jdk, Path folder) {
    this.folder = folder;
    command.add(jdk.java().toString());
    // A crash that a test asks for must leave nothing behind.
    command.add("-XX:-CreateCoredumpOnCrash");
  }

  /** What came out of a run. */
  public record Result(int exit, String out, String err) {}

  /** The agent's jar, as the build made it. */
  public static Path agentJar() {
    return Path.of(System.getProperty("weft.test.agent.jar"));
  }

  /** Adds options or arguments of the {@code java} command. */
  public ForkedJvm with(String... options) {
    command.addAll(List.of(options));
    return this;
  }

  /** Adds the agent, with {@link #SETTINGS} and more. */
  public ForkedJvm withAgent(String... settings) {
    StringBuilder argument = new StringBuilder(SETTINGS);
    for (String setting : settings) {
      argument.append(',').append(setting);
    }
    return with("-javaagent:" + agentJar() + "=" + argument);
  }

  /** Runs the program. */
  public Result run() throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("WEFT_") || name.contains("JAVA"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
          .as("%s ends within %s s", command, SECONDS)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
