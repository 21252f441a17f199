package dev.weft.it.containers;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import dev.weft.it.harness.Admin;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.MountableFile;

/**
 * A policy server and members of its mesh, each in a container, in a network of their own. Only the
 * policy server's port is published, on loopback. The engine removes them.
 */
final class ContainerMesh {
  /** As whom programs run that are no JVMs; nobody else does. */
  static final int PROGRAM = 20001;

  /** The user of the project's images. */
  private static final int NOBODY = 10001;

  private static final int ROOT = 0;
  private static final int PORT = 8443;

  /** With BoringSSL or not at all, so that it is tried here and not given up in silence. */
  private static final String AGENT =
      "-javaagent:/weft/weft-agent.jar=server=https://mesh:8443,join.file=/etc/weft/join"
          + ",tls=boringssl";

  private static final String DATA = "/var/lib/weft";

  private final Engine engine;
  private final ProjectImages images;
  private final String program;
  private final Network network = Network.newNetwork();
  private final String data;
  private final String agent;
  private Container server;
  private Admin admin;

  /** Starts the policy server, and has the agent's image fill its volume. */
  ContainerMesh(Engine engine, ProjectImages images, String program) {
    this.engine = engine;
    this.images = images;
    this.program = program;
    engine.removeAtTheEnd("network", network::close);
    this.data = engine.volume("data");
    this.agent = engine.volume("agent");
    copyAgent();
    this.server = policyServer();
    this.admin = adminOf(server);
  }

  /** What a person can do. */
  Admin admin() {
    return admin;
  }

  /** The policy server's container. */
  Container server() {
    return server;
  }

  /** Runs the agent's image to its end, as an init container is. */
  Container copyAgent() {
    return start(
        new Container(images.agent())
            .withNetworkMode("none")
            .host(
                it ->
                    it.withBinds(new Bind(agent, new Volume("/weft")))
                        .withReadonlyRootfs(true)
                        .withCapDrop(Capability.ALL))
            .withStartupCheckStrategy(new OneShotStartupCheckStrategy()));
  }

  private Container policyServer() {
    ExposedPort port = ExposedPort.tcp(PORT);
    Ports published = new Ports(port, Ports.Binding.bindIp("127.0.0.1"));
    return start(
        new Container(images.policyServer())
            .withNetwork(network)
            .withNetworkAliases("mesh")
            .withEnv("WEFT_LISTEN", "0.0.0.0:" + PORT)
            .host(
                it ->
                    it.withBinds(new Bind(data, new Volume(DATA)))
                        .withPortBindings(published)
                        .withReadonlyRootfs(true)
                        // Its database has native code in it, and this engine's default is noexec.
                        .withTmpFs(Map.of("/tmp", "exec"))
                        .withCapDrop(Capability.ALL))
            .ready("listening on https://"));
  }

  private static Admin adminOf(Container server) {
    String folder = DATA + "/weft-data/";
    return Admin.at(
        URI.create("https://localhost:" + server.getMappedPort(PORT)),
        text(server, folder + "ca.pem"),
        text(server, folder + "admin.token").strip());
  }

  private static String text(Container container, String file) {
    return container.copyFileFromContainer(
        file, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  /**
   * Ends the policy server's container, and starts another on the same data; returns how the first
   * ended.
   */
  long replaceServer() {
    long exit = server.terminate();
    server.close();
    server = policyServer();
    admin = adminOf(server);
    return exit;
  }

  /**
   * Starts a program in a JVM with the agent.
   *
   * @param name its name in the network, its namespace and its service account
   */
  Container jvm(String name, Class<?> main, List<String> arguments) throws IOException {
    Path folder = Path.of(main.getProtectionDomain().getCodeSource().getLocation().getPath());
    String classes = main.getPackageName().replace('.', '/');
    List<String> command = new ArrayList<>(List.of("java", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", "/app", main.getName()));
    command.addAll(arguments);
    return start(
        new Container(images.jdk())
            .as(NOBODY)
            .withNetwork(network)
            .withNetworkAliases(name)
            .host(
                it ->
                    it.withBinds(new Bind(agent, new Volume("/weft"), AccessMode.ro))
                        .withCapDrop(Capability.ALL))
            .withCreateContainerCmdModifier(it -> it.withStdinOpen(true))
            .withEnv("JAVA_TOOL_OPTIONS", AGENT)
            .withCopyToContainer(token(name, NOBODY), "/etc/weft/join")
            .withCopyFileToContainer(
                MountableFile.forHostPath(folder.resolve(classes)), "/app/" + classes)
            .withCommand(command.toArray(String[]::new))
            .ready("listening \\d+"));
  }

  /** Starts the program that is no JVM, without the mesh. */
  Container program(String name, Map<String, String> environment, String... arguments) {
    return start(
        new Container(program)
            .as(PROGRAM)
            .withNetwork(network)
            .withNetworkAliases(name)
            .withEnv(environment)
            .host(it -> it.withCapDrop(Capability.ALL))
            .withCommand(command(arguments))
            .ready("listening "));
  }

  /** Starts somebody who listens in the network of {@code container}, for {@code marker}. */
  Container sniffer(Container container, String marker) {
    return start(
        new Container(program)
            .besides(container)
            .host(it -> it.withCapDrop(Capability.ALL).withCapAdd(Capability.NET_RAW))
            .withCommand(command("sniff", "eth0", marker))
            .ready("listening 0"));
  }

  private static String[] command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("/program"));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  /**
   * Starts a node proxy beside a program, without any capability.
   *
   * @param settings of the proxy
   * @param workload what stands in the workload's settings beside its identity
   */
  Container nodeProxy(Container besides, String name, String settings, String workload)
      throws IOException {
    return nodeProxy(besides, name, settings, workload, NOBODY);
  }

  /** Starts a node proxy that captures a program's connections, as root without its powers. */
  Container capturingProxy(Container besides, String name, String workload) throws IOException {
    return nodeProxy(besides, name, "capture: host", workload, ROOT);
  }

  private Container nodeProxy(
      Container besides, String name, String settings, String workload, int user)
      throws IOException {
    String yaml =
        """
        server: https://mesh:8443
        %s
        workloads:
          - name: %s
            join.file: /etc/weft/join
        %s"""
            .formatted(settings, name, workload.indent(4));
    Capability[] added =
        user == ROOT ? new Capability[] {Capability.NET_ADMIN} : new Capability[] {};
    return start(
        new Container(images.nodeProxy())
            .as(user)
            .besides(besides)
            .host(it -> it.withCapDrop(Capability.ALL).withCapAdd(added))
            .withCopyToContainer(token(name, user), "/etc/weft/join")
            .withCopyToContainer(new OwnedFile(yaml, user), "/etc/weft/proxy.yaml")
            .withCommand("/etc/weft/proxy.yaml")
            .ready("event=proxy\\.started"));
  }

  private OwnedFile token(String name, int user) throws IOException {
    return new OwnedFile(admin.joinToken(name, name, "10m", 1), user);
  }

  private Container start(Container container) {
    engine.removeAtTheEnd(container.getDockerImageName(), container::close);
    container.start();
    return container;
  }
}
