package dev.weft.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A network, as somebody sees it who listens there.
 *
 * @param folder where what was heard is kept
 * @param place where he is; null for between the nodes
 * @param device the device at which he listens
 */
record Wire(Path folder, @Nullable Place place, String device) {
  /** What is looked for on it. */
  static final String MARKER = "M4RK3R-0F-PLA1NTEXT";

  /** The network between the nodes, at the first. */
  Wire(Path folder) {
    this(folder, null, "node1");
  }

  /** What passed while {@code calls} ran, a character for each byte. */
  String during(Steps.Step calls) throws Exception {
    Path frames = folder.resolve("frames");
    try (Spoken sniffer = sniffer(frames)) {
      assertThat(sniffer.hear()).isEqualTo("listening 0");
      calls.run();
      assertThat(sniffer.end()).isZero();
    }
    return Files.readString(frames, StandardCharsets.ISO_8859_1);
  }

  private Spoken sniffer(Path frames) throws IOException {
    String[] command = {"python3", Place.script("sniff.py"), device, frames.toString()};
    return place != null
        ? place.open(command)
        : new Spoken(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }
}
