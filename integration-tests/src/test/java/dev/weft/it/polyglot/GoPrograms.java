package dev.weft.it.polyglot;

import dev.weft.it.harness.InstalledPrograms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The Go programs of the folder {@code grpc-go}, built by the machine's Go.
 *
 * @param folder where their executables are
 */
record GoPrograms(Path folder) {
  /** The first build compiles the libraries, on a machine that may be busy. */
  private static final long BUILD_MINUTES = 8;

  /**
   * Builds them. Where the modules that they need are neither on the machine nor to be had, the
   * test is skipped and says so, or fails where {@code WEFT_TEST_PROGRAMS} is {@code required};
   * what does not compile fails it.
   */
  static GoPrograms build(Path folder) throws IOException, InterruptedException {
    String fetched = go(List.of("mod", "download"), folder);
    if (!fetched.isEmpty()) {
      String reason = "Go modules cannot be had (expected: in the cache, or a network): " + fetched;
      if ("required".equals(System.getenv("WEFT_TEST_PROGRAMS"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    Path built = Files.createDirectory(folder.resolve("go"));
    String failed = go(List.of("build", "-o", built.toString(), "./client", "./server"), folder);
    if (!failed.isEmpty()) {
      Assertions.fail("the Go programs do not build: " + failed);
    }
    return new GoPrograms(built);
  }

  /** The executable of that name. */
  String executable(String name) {
    return folder.resolve(name).toString();
  }

  /** Runs the go command where the sources are; returns what it says when it fails. */
  private static String go(List<String> arguments, Path folder)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "go-", ".out");
    ProcessBuilder builder = new ProcessBuilder(InstalledPrograms.path("go"));
    builder.command().addAll(arguments);
    builder
        .environment()
        .putAll(Map.of("CGO_ENABLED", "0", "GOFLAGS", "-mod=readonly -buildvcs=false"));
    Process process =
        builder
            .directory(Resources.file("grpc-go").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return "go " + arguments.get(0) + ": not done within " + BUILD_MINUTES + " min";
    }
    String said = Files.readString(output, StandardCharsets.UTF_8);
    return process.exitValue() == 0 ? "" : "exit code " + process.exitValue() + ": " + said;
  }
}
