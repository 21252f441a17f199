package dev.weft.it.node;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What this machine's own network is made of: rules, routing rules, links, and named namespaces.
 *
 * @param text all of it, for people
 */
record MachineNetwork(String text) {
  private static final List<List<String>> LOOKS =
      List.of(
          List.of("nft", "--stateless", "list", "ruleset"),
          List.of("ip", "-4", "rule"),
          List.of("ip", "-6", "rule"),
          List.of("ip", "-brief", "link"),
          List.of("ip", "netns"));

  /** As it is now. */
  static MachineNetwork now() throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (List<String> look : LOOKS) {
      text.append(look).append('\n').append(seen(look)).append('\n');
    }
    return new MachineNetwork(text.toString());
  }

  private static String seen(List<String> look) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(look).redirectErrorStream(true).start();
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(JvmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(look + " does not end");
      }
      return text.lines().sorted().collect(Collectors.joining("\n"));
    } finally {
      process.destroyForcibly();
    }
  }
}
