package dev.weft.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The running parts, and the temporary folder that they live in. */
final class Mesh implements AutoCloseable {
  private static final Pattern SERVER_READY =
      Pattern.compile("(https://127\\.0\\.0\\.1:[1-9]\\d*)");
  private static final Pattern SERVICE_READY =
      Pattern.compile("listening on (http://127\\.0\\.0\\.1:\\d+)");

  private final Path root;
  private final Path folder;
  private final Deque<Program> programs = new ArrayDeque<>();
  private boolean closed;

  /** A mesh of the programs built in the folder {@code root}; nothing is started yet. */
  Mesh(Path root) throws IOException {
    this.root = root;
    this.folder = Files.createTempDirectory("weft-demo-");
  }

  /** The policy server's data folder. */
  Path dataDir() {
    return folder.resolve("data");
  }

  /** Starts the policy server and returns where it listens. */
  String startPolicyServer() throws IOException, StepFailedException {
    Program server =
        start(
            "policy-server",
            List.of("-Dweft.listen=127.0.0.1:0", "-Dweft.data.dir=" + dataDir()),
            root.resolve("policy-server/target/weft-policy-server.jar"),
            List.of());
    return server.await(SERVER_READY);
  }

  /**
   * Starts a service with the agent and returns where it listens.
   *
   * @param arguments the service's own arguments
   */
  String startService(String name, String server, String joinToken, List<String> arguments)
      throws IOException, StepFailedException {
    // In a file of its own, since other users of the machine may see a process's arguments.
    Path token = folder.resolve(name + ".join");
    Files.createFile(
        token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(token, joinToken);
    String agent =
        "-javaagent:%s=server=%s,join.file=%s,log.file=%s,trace.store=on"
            .formatted(
                root.resolve("agent/target/weft-agent.jar"), server, token, logOf(name).file());
    Path jar = root.resolve("examples").resolve(name).resolve("target").resolve(name + ".jar");
    return start(name, List.of(agent), jar, arguments).await(SERVICE_READY);
  }

  /** The log of that service's agent. */
  AgentLogFile logOf(String name) {
    return new AgentLogFile(folder.resolve(name + ".weft.log"));
  }

  private synchronized Program start(
      String name, List<String> options, Path jar, List<String> arguments) throws IOException {
    if (closed) {
      throw new IOException("the demo is being ended");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-XX:-UsePerfData");
    command.add("-Xmx256m");
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    Program program = Program.start(name, folder, command);
    programs.push(program);
    return program;
  }

  /**
   * Ends all programs, the last one first, and removes the folder. Does nothing when done twice.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    programs.forEach(Program::stop);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("demo: cannot remove " + folder + ": " + e.getMessage());
    }
  }
}
