package dev.weft.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Admin;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two nodes whose pods files name, each in a folder of its node: their policy server, their
 * proxies, and the programs of their pods.
 */
final class Nodes implements AutoCloseable {
  private final Path folder;
  private final TestMesh mesh;
  private final List<Runnable> open = new ArrayList<>();
  private final List<NodeProxyProcess> proxies = new ArrayList<>();

  /** The policy server is there, and knows which pods lie behind which node. */
  Nodes(Path folder) {
    this.folder = folder;
    this.mesh =
        TestMesh.start(
            "198.18.0.1",
            folder,
            Map.of(
                "node.networks",
                "198.18.0.11=198.18.1.0/24,198.18.0.11=fd00:18:1::/64,"
                    + "198.18.0.12=198.18.2.0/24,198.18.0.12=fd00:18:2::/64"));
  }

  TestMesh mesh() {
    return mesh;
  }

  Admin admin() {
    return mesh.admin();
  }

  /** The files of the pods of {@code node}. */
  Path pods(String node) {
    return folder.resolve(node + ".d");
  }

  /**
   * Puts the pods of {@code node} there, and its proxy's settings.
   *
   * @param settings of the proxy, beside those of every node
   */
  Path files(String node, String settings, List<String> pods) throws IOException {
    Path arriving = Files.createDirectory(pods(node));
    for (int i = 0; i < pods.size(); i++) {
      Files.writeString(arriving.resolve(i + ".yaml"), pods.get(i));
    }
    // Longer than any program here waits for a first word: one that is heard was not stalled by it.
    String yaml =
        "server: %s\nsniff.timeout: 1m\nadmin: 127.0.0.1:15020\ntrace.store: on\nworkloads.folder: %s\n"
            .formatted(mesh.server().address(), arriving);
    return Files.writeString(folder.resolve(node + ".yaml"), yaml + settings);
  }

  /**
   * A pod under capture, as it stands in a file of its own.
   *
   * @param node its node's number, which is in its addresses
   * @param more what else is said of it
   */
  String pod(String name, String node, String number, String more) throws IOException {
    return "name: %1$s\njoin.file: %2$s\nlabels: {app: %1$s}\npod:\n%5$s  addresses: [198.18.%3$s.%4$s, 'fd00:18:%3$s::%4$s']\n  ports: {'8080': auto, '2525': tcp}\n"
        .formatted(name, mesh.joinFile(name, name, 5), node, number, more);
  }

  /** Adds a pod to the files of {@code node}, at once. */
  Path add(String node, String name, String pod) throws IOException {
    Path draft = Files.writeString(folder.resolve(name + ".draft"), pod);
    return Files.move(draft, pods(node).resolve(name + ".yaml"));
  }

  /** Starts the proxy of {@code node}. */
  NodeProxyProcess proxy(Path yaml, String node, Jdk jdk) {
    NodeProxyProcess proxy = NodeProxyProcess.start(yaml, node, jdk);
    proxies.add(proxy);
    return proxy;
  }

  /** All that were started. */
  List<NodeProxyProcess> proxies() {
    return List.copyOf(proxies);
  }

  /** Starts a program that says that it listens. */
  Spoken started(Place place, String... command) throws IOException {
    Spoken program = place.open(command);
    open.add(program::close);
    assertThat(program.hear()).startsWith("listening ");
    return program;
  }

  /** Has {@code close} done with the rest. */
  void keep(Runnable close) {
    open.add(close);
  }

  /** Tells what the proxies have written. */
  void transcripts() {
    proxies.forEach(proxy -> System.out.println(proxy.process().transcript()));
  }

  @Override
  public void close() {
    proxies.forEach(NodeProxyProcess::close);
    open.forEach(Runnable::run);
    mesh.close();
  }
}
