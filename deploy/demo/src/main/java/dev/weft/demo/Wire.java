package dev.weft.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The network between the nodes, as somebody sees it who listens there. */
final class Wire {
  private static final Pattern LISTENING = Pattern.compile("(wire: listening)");
  private static final String DEVICE = "node1";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Mesh mesh;
  private final Path program;

  private Wire(Mesh mesh, Path program) {
    this.mesh = mesh;
    this.program = program;
  }

  /** Builds the program that listens. */
  static Wire build(Mesh mesh) throws IOException, StepFailedException {
    Path source = mesh.unpack("wire.c");
    Path program = mesh.folder().resolve("wire");
    String compiler = Tool.find("cc").isPresent() ? "cc" : "gcc";
    List<String> build = List.of(compiler, "-O1", "-o", program.toString(), source.toString());
    Ended built = mesh.run("cc", Map.of(), build, LIMIT);
    if (built.exit() != 0) {
      throw new StepFailedException("the C compiler says " + built.output());
    }
    return new Wire(mesh, program);
  }

  /** What passed while {@code calls} were made, a character for each byte. */
  String during(Calls calls) throws IOException, StepFailedException {
    Path frames = mesh.folder().resolve("frames");
    Program listener =
        mesh.begin(
            "wire",
            Namespace.OWN,
            Map.of(),
            List.of(program.toString(), DEVICE, frames.toString()));
    listener.await(LISTENING);
    calls.make();
    listener.endInput();
    Ended ended = listener.awaitEnd(LIMIT);
    if (ended.exit() != 0) {
      throw new StepFailedException("wire: " + ended.output());
    }
    return Files.readString(frames, StandardCharsets.ISO_8859_1);
  }

  /** Calls over the wire. */
  @FunctionalInterface
  interface Calls {
    void make() throws IOException, StepFailedException;
  }
}
