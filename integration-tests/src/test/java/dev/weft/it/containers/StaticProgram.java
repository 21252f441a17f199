package dev.weft.it.containers;

import dev.weft.it.harness.InstalledPrograms;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A program in Go that needs nothing of its image: the folder {@code program} of the resources. */
final class StaticProgram {
  private static final long BUILD_MINUTES = 3;

  private StaticProgram() {}

  /**
   * Builds it in {@code folder}, and makes an image of it as {@code /program}; returns its name.
   */
  static String image(Engine engine, Path folder)
      throws IOException, InterruptedException, URISyntaxException {
    Path built = folder.resolve("program");
    Path output = folder.resolve("go.out");
    URL sources = Objects.requireNonNull(StaticProgram.class.getResource("program"));
    List<String> command =
        List.of(InstalledPrograms.path("go"), "build", "-buildvcs=false", "-o", built.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Path.of(sources.toURI()).toFile());
    builder.environment().putAll(Map.of("CGO_ENABLED", "0", "GOTOOLCHAIN", "local"));
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        Assertions.fail("does not build: " + java.nio.file.Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
    }
    return engine.build(
        "program", BuildContext.of(new RootFilesystem().file(built, "program")), Map.of());
  }
}
