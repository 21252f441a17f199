package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.driver.Jdk;
import dev.weft.benchmarks.driver.Mesh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Weft's node proxy with one event loop; every pair has workloads of its own in the mesh. */
final class NodeProxies implements ProxyKind {
  private static final AtomicInteger PAIRS = new AtomicInteger();

  private final Jdk jdk;
  private final Path jar;
  private final Mesh mesh;
  private final List<String> jvm;
  private final String transport;

  /**
   * @param jar the node proxy's
   * @param jvm options for its JVMs
   * @param transport its setting of that name
   */
  NodeProxies(Jdk jdk, Path jar, Mesh mesh, List<String> jvm, String transport) {
    this.jdk = jdk;
    this.jar = jar;
    this.mesh = mesh;
    this.jvm = jvm;
    this.transport = transport;
  }

  @Override
  public String missing(Layer layer) {
    return Files.exists(jar) ? "" : jar + " is not there";
  }

  @Override
  public String version() {
    return "%s on JDK %s, transport %s, %s"
        .formatted(jar.getFileName(), jdk.version(), transport, String.join(" ", jvm));
  }

  @Override
  public ProxyPair start(Layer layer, int server, Path folder)
      throws IOException, InterruptedException {
    String number = "proxies-" + PAIRS.incrementAndGet();
    mesh.mode(number, "STRICT");
    int between = Daemon.freePort();
    int front = Daemon.freePort();
    Daemon inbound =
        daemon(
            number,
            "server",
            "{inbound: '127.0.0.1:%d', to: '127.0.0.1:%d', protocol: %s}"
                .formatted(between, server, layer.protocol()),
            folder,
            between);
    try {
      Daemon outbound =
          daemon(
              number,
              "client",
              "{outbound: '127.0.0.1:%d', to: 'server.%s:%d', protocol: %s}"
                  .formatted(front, number, between, layer.protocol()),
              folder,
              front);
      return new ProxyPair(front, between, List.of(inbound, outbound));
    } catch (IOException | InterruptedException e) {
      inbound.close();
      throw e;
    }
  }

  private Daemon daemon(String namespace, String role, String listener, Path folder, int port)
      throws IOException, InterruptedException {
    Path token = mesh.joinToken(namespace, namespace + "-" + role, role);
    Path file = folder.resolve(role + ".yaml");
    Files.writeString(
        file,
        """
        server: %s
        admin: 127.0.0.1:0
        transport: %s
        workloads:
          - name: %s
            join.file: %s
            listeners:
              - %s
        """
            .formatted(mesh.address(), transport, role, token, listener));
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-Dio.netty.eventLoopThreads=1", "-jar", jar.toString()));
    command.add(file.toString());
    return Daemon.start(command, folder.resolve(role + ".log"), port);
  }
}
