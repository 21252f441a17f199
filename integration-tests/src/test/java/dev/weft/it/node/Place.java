package dev.weft.it.node;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace: a node or a pod.
 *
 * @param name its name
 */
record Place(String name) {
  /** What a program wrote on both of its outputs, and how it ended. */
  record Result(int code, String text) {
    @Override
    public String toString() {
      return "[" + code + "] " + text;
    }
  }

  /** Runs a program to its end, which is waited for. */
  Result run(String... command) throws IOException, InterruptedException {
    return runBy(List.of(), command);
  }

  /** As {@link #run}, by a command that executes what follows it, before the place is entered. */
  Result runBy(List<String> first, String... command) throws IOException, InterruptedException {
    Process process = start(first, command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(JvmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(List.of(command) + " does not end");
      }
      return new Result(process.exitValue(), text.strip());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Begins to run a program. */
  Spoken open(String... command) throws IOException {
    return new Spoken(start(List.of(), command).redirectErrorStream(true).start());
  }

  private ProcessBuilder start(List<String> first, String... command) {
    List<String> whole = new ArrayList<>(first);
    whole.addAll(List.of("ip", "netns", "exec", name));
    whole.addAll(List.of(command));
    return new ProcessBuilder(whole);
  }

  /** What curl gets from {@code url}: the body, and behind it the status. */
  Result curl(String url, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("curl", "-sS", "--max-time", "10", "-w", " %{http_code}"));
    command.addAll(List.of(options));
    command.add(url);
    return run(command.toArray(String[]::new));
  }

  /** A script among the test's resources, in the folder of them. */
  static String script(String name) {
    return Path.of(System.getProperty("weft.test.node", "")).resolve(name).toString();
  }
}
