package dev.weft.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The network between the nodes, as somebody sees it who listens at the first.
 *
 * @param folder where what was heard is kept
 */
record Wire(Path folder) {
  /** What is looked for on it. */
  static final String MARKER = "M4RK3R-0F-PLA1NTEXT";

  /** What passed while {@code calls} ran, a character for each byte. */
  String during(Steps.Step calls) throws Exception {
    Path frames = folder.resolve("frames");
    Process tap =
        new ProcessBuilder("python3", Place.script("sniff.py"), "node1", frames.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Spoken sniffer = new Spoken(tap)) {
      assertThat(sniffer.hear()).isEqualTo("listening 0");
      calls.run();
      assertThat(sniffer.end()).isZero();
    }
    return Files.readString(frames, StandardCharsets.ISO_8859_1);
  }
}
