package dev.weft.demo;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The running parts, and the temporary folder that they live in. */
final class Mesh implements AutoCloseable {
  private static final Pattern SERVER_READY = Pattern.compile("(https://[\\d.]+:[1-9]\\d*)");

  /** What a service says when it listens; the group is where. */
  static final Pattern SERVICE_READY = Pattern.compile("listening on (http://[\\d.]+:\\d+)");

  /** What a node proxy logs when its ports are open. */
  static final Pattern PROXY_READY = Pattern.compile("event=(proxy\\.started)");

  private final Path root;
  private final Path folder;
  private final Deque<Program> programs = new ArrayDeque<>();
  private boolean closed;

  /** A mesh of the programs built in the folder {@code root}; nothing is started yet. */
  Mesh(Path root) throws IOException {
    this(root, Files.createTempDirectory("weft-demo-"));
  }

  /** The same, in {@code folder}, which is removed in the end. */
  Mesh(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  /** The folder of what was built. */
  Path root() {
    return root;
  }

  /** The policy server's data folder. */
  Path dataDir() {
    return folder.resolve("data");
  }

  /** Starts the policy server and returns where it listens. */
  String startPolicyServer() throws IOException, StepFailedException {
    return startPolicyServer("127.0.0.1", List.of());
  }

  /**
   * The same on that address.
   *
   * @param options further options of its JVM
   */
  String startPolicyServer(String host, List<String> options)
      throws IOException, StepFailedException {
    List<String> all =
        new ArrayList<>(List.of("-Dweft.listen=" + host + ":0", "-Dweft.data.dir=" + dataDir()));
    all.addAll(options);
    Path jar = root.resolve("policy-server/target/weft-policy-server.jar");
    return begin("policy-server", Namespace.OWN, Map.of(), java(all, jar, List.of()))
        .await(SERVER_READY);
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
    return beginService(name, Namespace.OWN, server, joinToken, environment, arguments)
        .await(SERVICE_READY);
  }

  /** The same in {@code place}, without waiting for it. */
  Program beginService(
      String name,
      Namespace place,
      String server,
      String joinToken,
      Map<String, String> environment,
      List<String> arguments)
      throws IOException {
    Path token = joinFile(name, joinToken);
    String agent =
        "-javaagent:%s=server=%s,join.file=%s,log.file=%s,trace.store=on"
            .formatted(
                root.resolve("agent/target/weft-agent.jar"), server, token, logOf(name).file());
    Path jar = root.resolve("examples").resolve(name).resolve("target").resolve(name + ".jar");
    return begin(name, place, environment, java(List.of(agent), jar, arguments));
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
    beginNodeProxy("node-proxy", Namespace.OWN, settings).await(PROXY_READY);
    return outputOf("node-proxy");
  }

  /** Starts a node proxy in {@code place}, without waiting for it; {@link #outputOf} is its log. */
  Program beginNodeProxy(String name, Namespace place, String settings) throws IOException {
    Path file = Files.writeString(settingsOf(name), settings);
    return begin(name, place, Map.of(), nodeProxy(List.of(file.toString())));
  }

  /** Where the settings of that node proxy are. */
  Path settingsOf(String name) {
    return folder.resolve(name + ".yaml");
  }

  /** The command that runs the node proxy's jar. */
  List<String> nodeProxy(List<String> arguments) {
    return java(List.of(), root.resolve("node-proxy/target/weft-node-proxy.jar"), arguments);
  }

  /** What that program writes, as the log that it is. */
  AgentLogFile outputOf(String name) {
    return new AgentLogFile(folder.resolve(name + ".out"));
  }

  /** Starts a service that is no JVM, and waits until it listens. */
  void startMember(String name, Map<String, String> environment, List<String> command)
      throws IOException, StepFailedException {
    begin(name, Namespace.OWN, environment, command).await(SERVICE_READY);
  }

  /**
   * Runs a program that ends by itself.
   *
   * @throws IOException when it cannot be started, or takes longer than {@code limit}
   */
  Ended run(String name, Map<String, String> environment, List<String> command, Duration limit)
      throws IOException {
    return run(name, Namespace.OWN, environment, command, limit);
  }

  /** The same in {@code place}. */
  Ended run(
      String name,
      Namespace place,
      Map<String, String> environment,
      List<String> command,
      Duration limit)
      throws IOException {
    Program program = begin(name, place, environment, command);
    try {
      return program.awaitEnd(limit);
    } finally {
      forget(program);
    }
  }

  private synchronized void forget(Program program) {
    programs.remove(program);
  }

  /** Puts a file that is beside this class into the folder. */
  Path unpack(String name) throws IOException {
    try (InputStream in = Mesh.class.getResourceAsStream(name)) {
      return Files.write(folder.resolve(name), Objects.requireNonNull(in, name).readAllBytes());
    }
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

  /** The command that runs {@code jar} on the demo's own Java. */
  private List<String> java(List<String> options, Path jar, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-XX:-UsePerfData");
    // They run for seconds: that they start soon is what counts.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xmx256m");
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return command;
  }

  /** Starts {@code command} in {@code place}, without waiting for anything. */
  synchronized Program begin(
      String name, Namespace place, Map<String, String> environment, List<String> command)
      throws IOException {
    if (closed) {
      throw new IOException("the demo is being ended");
    }
    Program program = Program.start(name, folder, environment, place.command(command));
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
