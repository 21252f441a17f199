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
  private static final int PORT = 8443;
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

  /** Starts a program in a JVM with the agent; its name in the network is the service account. */
  Container jvm(String namespace, String account, Class<?> main, List<String> arguments)
      throws IOException {
    Path folder = Path.of(main.getProtectionDomain().getCodeSource().getLocation().getPath());
    String classes = main.getPackageName().replace('.', '/');
    List<String> command = new ArrayList<>(List.of("java", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.add(
        "-javaagent:/agent/weft-agent.jar=server=https://mesh:8443,join.file=/etc/weft/join");
    command.addAll(List.of("-cp", "/app", main.getName()));
    command.addAll(arguments);
    return start(
        new Container(images.jdk())
            .asNobody()
            .withNetwork(network)
            .withNetworkAliases(account)
            .host(
                it ->
                    it.withBinds(new Bind(agent, new Volume("/agent"), AccessMode.ro))
                        .withCapDrop(Capability.ALL))
            .withCreateContainerCmdModifier(it -> it.withStdinOpen(true))
            .withCopyToContainer(token(namespace, account), "/etc/weft/join")
            .withCopyFileToContainer(
                MountableFile.forHostPath(folder.resolve(classes)), "/app/" + classes)
            .withCommand(command.toArray(String[]::new))
            .ready("listening \\d+"));
  }

  /** Starts the program that is no JVM, without the mesh. */
  Container program(String name, Map<String, String> environment, String... arguments) {
    return start(
        new Container(program)
            .asNobody()
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
   * Starts a node proxy beside a program.
   *
   * @param workload what stands in the workload's settings beside its identity
   */
  Container nodeProxy(
      Container besides, String namespace, String account, String settings, String workload)
      throws IOException {
    String yaml =
        """
        server: https://mesh:8443
        %s
        workloads:
          - name: %s
            join.file: /etc/weft/join
        %s"""
            .formatted(settings, account, workload.indent(4));
    return start(
        new Container(images.nodeProxy())
            .besides(besides)
            .host(it -> it.withCapDrop(Capability.ALL))
            .withCopyToContainer(token(namespace, account), "/etc/weft/join")
            .withCopyToContainer(new OwnedFile(yaml), "/etc/weft/proxy.yaml")
            .withCommand("/etc/weft/proxy.yaml")
            .ready("event=proxy\\.started"));
  }

  private OwnedFile token(String namespace, String account) throws IOException {
    return new OwnedFile(admin.joinToken(namespace, account, "10m", 1));
  }

  private Container start(Container container) {
    engine.removeAtTheEnd(container.getDockerImageName(), container::close);
    container.start();
    return container;
  }
}
