package dev.weft.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The running parts, and the temporary folder that they live in. */
final class Mesh implements AutoCloseable {
  private static final Pattern SERVER_READY =
      Pattern.compile("(https://127\\.0\\.0\\.1:[1-9]\\d*)");
  private static final Pattern SERVICE_READY =
      Pattern.compile("listening on (http://127\\.0\\.0\\.1:\\d+)");

  private static final Pattern PROXY_READY = Pattern.compile("event=(proxy\\.started)");

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
            Map.of(),
            List.of("-Dweft.listen=127.0.0.1:0", "-Dweft.data.dir=" + dataDir()),
            root.resolve("policy-server/target/weft-policy-server.jar"),
            List.of());
    return server.await(SERVER_READY);
  }

  /**
   * Starts a service with the agent and returns where it listens.
   *
   * @param environment variables of the service
   * @param arguments the service's own arguments
   */
  String startService(
      String name,
      String server,
      String joinToken,
      Map<String, String> environment,
      List<String> arguments)
      throws IOException, StepFailedException {
    Path token = joinFile(name, joinToken);
    String agent =
        "-javaagent:%s=server=%s,join.file=%s,log.file=%s,trace.store=on"
            .formatted(
                root.resolve("agent/target/weft-agent.jar"), server, token, logOf(name).file());
    Path jar = root.resolve("examples").resolve(name).resolve("target").resolve(name + ".jar");
    return start(name, environment, List.of(agent), jar, arguments).await(SERVICE_READY);
  }

  /** Puts a join token into a file, since others of the machine may see a process's arguments. */
  Path joinFile(String name, String joinToken) throws IOException {
    Path token = folder.resolve(name + ".join");
    Files.createFile(
        token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(token, joinToken);
  }

  /**
   * Starts a node proxy and waits until its ports are open; returns its log.
   *
   * @param settings its file
   */
  AgentLogFile startNodeProxy(String settings) throws IOException, StepFailedException {
    Path file = Files.writeString(folder.resolve("node-proxy.yaml"), settings);
    Path jar = root.resolve("node-proxy/target/weft-node-proxy.jar");
    start("node-proxy", Map.of(), List.of(), jar, List.of(file.toString())).await(PROXY_READY);
    return new AgentLogFile(folder.resolve("node-proxy.out"));
  }

  /** Starts a service that is no JVM, and waits until it listens. */
  void startMember(String name, Map<String, String> environment, List<String> command)
      throws IOException, StepFailedException {
    start(name, environment, command).await(SERVICE_READY);
  }

  /**
   * Runs a program that ends by itself.
   *
   * @throws IOException when it cannot be started, or takes longer than {@code limit}
   */
  Ended run(String name, Map<String, String> environment, List<String> command, Duration limit)
      throws IOException {
    Program program = start(name, environment, command);
    try {
      return program.awaitEnd(limit);
    } finally {
      forget(program);
    }
  }

  private synchronized void forget(Program program) {
    programs.remove(program);
  }

  /** A file of the examples. */
  Path example(String name) {
    return root.resolve("examples").resolve(name);
  }

  /** The temporary folder, which is gone when the demo is over. */
  Path folder() {
    return folder;
  }

  /** The log of that service's agent. */
  AgentLogFile logOf(String name) {
    return new AgentLogFile(folder.resolve(name + ".weft.log"));
  }

  private Program start(
      String name,
      Map<String, String> environment,
      List<String> options,
      Path jar,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-XX:-UsePerfData");
    command.add("-Xmx256m");
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return start(name, environment, command);
  }

  private synchronized Program start(
      String name, Map<String, String> environment, List<String> command) throws IOException {
    if (closed) {
      throw new IOException("the demo is being ended");
    }
    Program program = Program.start(name, folder, environment, command);
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
