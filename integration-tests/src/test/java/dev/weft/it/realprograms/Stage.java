package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of a run are started, each in a network namespace that {@code members.sh} has
 * made: servers at 1 and 3 on JDK 17 and at 2 on JDK 25, and their clients at 4 and 5, on 17 and
 * 25.
 */
final class Stage implements AutoCloseable {
  private final Program program;
  private final Path folder;
  private final @Nullable TestMesh mesh;
  private final List<JvmProcess> processes = new ArrayList<>();
  private final List<AgentFlag> agents = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param folder where it keeps files
   * @param withAgents whether what is started there is in a mesh, in which servers are STRICT
   */
  Stage(Program program, Path folder, boolean withAgents) throws IOException {
    this.program = program;
    this.folder = folder;
    this.mesh = withAgents ? TestMesh.start("198.18.0.1", folder, Map.of()) : null;
    if (mesh != null) {
      mesh.admin().mode("back", "STRICT");
    }
  }

  /** The address of a member. */
  static String address(int member) {
    return "198.18.0.1" + member;
  }

  /** Whether what is started is in a mesh. */
  boolean withAgents() {
    return mesh != null;
  }

  /** A folder for a member's files. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Starts a member's server, of the service account {@code account}. */
  JvmProcess server(
      int member, String account, List<String> options, String main, List<String> arguments)
      throws IOException {
    return server(member, account, options, jvm -> jvm.start(program.classPath(), main, arguments));
  }

  /** As the other, of what is not started by its main class. */
  JvmProcess server(
      int member, String account, List<String> options, Function<JvmProcess.Builder, JvmProcess> by)
      throws IOException {
    return start(member, flag("back", account), options, by);
  }

  /** The options that give a server its agent, for what starts another JVM by itself. */
  List<String> agentOptions(String account) throws IOException {
    return flag("back", account);
  }

  /** Forbids some requests to all servers, where there is a mesh; {@code rules} are JSON. */
  void deny(String name, String rules) throws IOException {
    if (mesh != null) {
      mesh.admin().authorize("back", name, "{\"action\":\"DENY\",\"rules\":" + rules + "}");
    }
  }

  /** Starts a client at that member. */
  JvmProcess client(int member, String main, List<String> arguments) throws IOException {
    return start(member, flag("front", "client"), List.of(), main, arguments);
  }

  /** Runs a client to its end, which has to be a good one. */
  JvmProcess runClient(int member, String main, List<String> arguments) throws IOException {
    JvmProcess client = client(member, main, arguments);
    assertThat(client.awaitExit()).as(client::transcript).isZero();
    return client;
  }

  /** Starts something without the agent: what only prepares a member, or is an outsider. */
  JvmProcess prepare(int member, List<String> options, String main, List<String> arguments) {
    return start(member, List.of(), options, main, arguments);
  }

  /** As the other, of what is not started by its main class. */
  JvmProcess prepare(int member, Function<JvmProcess.Builder, JvmProcess> by) {
    return start(member, List.of(), List.of(), by);
  }

  private List<String> flag(String namespace, String account) throws IOException {
    if (mesh == null) {
      return List.of();
    }
    AgentFlag agent = mesh.agent(namespace, account);
    agents.add(agent);
    return agent.options();
  }

  private JvmProcess start(
      int member, List<String> flag, List<String> options, String main, List<String> arguments) {
    return start(member, flag, options, jvm -> jvm.start(program.classPath(), main, arguments));
  }

  private JvmProcess start(
      int member,
      List<String> flag,
      List<String> options,
      Function<JvmProcess.Builder, JvmProcess> by) {
    Jdk jdk = Jdks.require(member == 2 || member == 5 ? 25 : 17);
    JvmProcess.Builder jvm =
        JvmProcess.on(jdk)
            .in("member" + member)
            .options(jdk.allowingUnsafe())
            // slf4j-simple, which most of these programs are given.
            .options(List.of("-Dorg.slf4j.simpleLogger.logFile=System.out"))
            .options(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"))
            .options(flag)
            .options(options);
    JvmProcess process = by.apply(jvm);
    processes.add(process);
    return process;
  }

  /** What all of the agents have logged. */
  List<String> agentLog() throws IOException {
    List<String> lines = new ArrayList<>();
    for (AgentFlag agent : agents) {
      lines.addAll(agent.lines());
    }
    return lines;
  }

  /** What everybody has written, and the agents have logged. */
  String transcript() throws IOException {
    StringBuilder text = new StringBuilder();
    processes.forEach(process -> text.append(process.transcript()));
    return text.append(String.join("\n", agentLog())).toString();
  }

  /** Ends at once whoever still runs. */
  @Override
  public void close() {
    processes.forEach(JvmProcess::close);
    if (mesh != null) {
      mesh.close();
    }
  }
}
