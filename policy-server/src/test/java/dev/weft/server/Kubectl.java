package dev.weft.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The kubectl of this machine, without any settings of the person who runs the tests. */
final class Kubectl {
  /** What is said when a test is left out. */
  static final String MISSING = "no kubectl on the PATH: what people do with it is not tested";

  private final Path home;
  private final TestServer server;
  private final String token;

  /** What it printed, and how it ended. */
  record Result(int code, String out, String err) {
    String require() {
      if (code != 0) {
        throw new AssertionError("kubectl ended with " + code + ": " + out + err);
      }
      return out;
    }
  }

  private Kubectl(Path home, TestServer server, String token) {
    this.home = home;
    this.server = server;
    this.token = token;
  }

  /** One that keeps its caches in {@code home} and acts for who holds {@code token}. */
  static Kubectl of(Path home, TestServer server, String token) {
    return new Kubectl(home, server, token);
  }

  static Optional<Path> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  Result runWith(String input, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    Process process =
        builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("kubectl " + List.of(arguments) + " did not end within a minute");
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Starts one that goes on until it is ended. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).redirectErrorStream(true).start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of(find().orElseThrow().toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--server=" + server.url(),
            "--certificate-authority=" + server.folder().resolve("ca.pem"),
            "--token=" + token,
            "--cache-dir=" + home.resolve("cache")));
    if (!command.contains("-A") && !command.contains("--raw")) {
      command.add("--namespace=back");
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("KUBECONFIG", home.resolve("none").toString());
    builder.environment().put("KUBE_EDITOR", "sed -i -e s/ALLOW/AUDIT/");
    return builder;
  }
}
