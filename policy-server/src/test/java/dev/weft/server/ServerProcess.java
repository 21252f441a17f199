package dev.weft.server;

import dev.weft.server.settings.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program in a process of its own, as a person runs it. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final Path data;
  private final Path log;
  private final String url;
  private final List<String> printed;

  private ServerProcess(Process process, Path data, Path log, String url, List<String> printed) {
    this.process = process;
    this.data = data;
    this.log = log;
    this.url = url;
    this.printed = printed;
  }

  static ServerProcess start(Path data) throws IOException {
    return start(data, StoreSettings.EMBEDDED);
  }

  static ServerProcess start(Path data, StoreSettings store) throws IOException {
    Path log = data.resolveSibling("server.log");
    Process process = launch(environment(data, store), log);
    List<String> printed = new ArrayList<>();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      printed.add(line);
      if (line.startsWith("listening on ")) {
        String url = line.substring("listening on ".length());
        return new ServerProcess(process, data, log, url, List.copyOf(printed));
      }
    }
    throw new AssertionError("the server did not start: " + Files.readString(log));
  }

  /** The variables by which a server of {@code data} and {@code store} is set up. */
  static Map<String, String> environment(Path data, StoreSettings store) {
    Map<String, String> environment = new HashMap<>();
    environment.put("WEFT_DATA_DIR", data.toString());
    environment.put("WEFT_LISTEN", "127.0.0.1:0");
    store.url().ifPresent(it -> environment.put("WEFT_STORE_URL", it));
    store.user().ifPresent(it -> environment.put("WEFT_STORE_USER", it));
    store.secret().ifPresent(it -> environment.put("WEFT_STORE_SECRET", it.reveal()));
    return environment;
  }

  /** Runs the program with {@code environment}; what it says on stderr goes to {@code log}. */
  static Process launch(Map<String, String> environment, Path log, String... arguments)
      throws IOException {
    String classPath =
        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
            .orElse(System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("WEFT_"));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  Client anonymous() throws Exception {
    return Client.of(url, data.resolve("ca.pem"), Optional.empty());
  }

  Client admin() throws Exception {
    String token = Files.readString(data.resolve("admin.token")).strip();
    return anonymous().with("Authorization", "Bearer " + token);
  }

  Client workload(Svid svid) throws Exception {
    return Client.of(url, data.resolve("ca.pem"), Optional.of(svid));
  }

  /** What it printed on stdout up to the line that tells where it listens. */
  List<String> printed() {
    return printed;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGTERM; returns the exit code. */
  int terminate() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
