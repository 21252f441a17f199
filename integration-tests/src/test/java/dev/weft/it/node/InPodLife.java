package dev.weft.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** How pods that are captured inside, and the proxies that do so, come and go. */
final class InPodLife {
  private static final Place NODE1 = new Place("node1");
  private static final Place NODE2 = new Place("node2");
  private static final Place SHELL = new Place("shell");
  private static final Place WEB = new Place("web");
  private static final Place BOOKS = new Place("books");
  private static final Place PLAIN = new Place("plain");
  private static final String SHELL_AT = "198.18.1.10";
  private static final String WEB_URL = "http://198.18.1.11:8080";
  private static final String BOOKS_URL = "http://198.18.2.10:8080";
  private static final String PLAIN_URL = "http://198.18.1.12:8080";

  private final Nodes nodes;

  InPodLife(Nodes nodes) {
    this.nodes = nodes;
  }

  /** A pod whose namespace is named after it. */
  String pod(String name, String node, String number) throws IOException {
    return nodes.pod(name, node, number, "  netns: /var/run/netns/" + name + "\n");
  }

  NodeProxyProcess proxy(Path yaml, String node) {
    return nodes.proxy(yaml, node, Jdks.require(InPodScenario.JDK));
  }

  /** A pod comes; others that cannot be captured keep it out of nothing. */
  void comes(NodeProxyProcess node1) throws Exception {
    assertThat(PLAIN.curl(WEB_URL).code()).isNotZero();
    // One that cannot be keeps the other out of nothing.
    Path clash =
        nodes.add(
            "node1",
            "clash",
            pod("clash", "1", "99").replace("/var/run/netns/clash", "/var/run/netns/web"));
    node1.process().awaitLine("event=capture\\.failed workload=clash .*web is in it");
    Path absent = nodes.add("node1", "absent", pod("absent", "1", "98"));
    node1.process().awaitLine("event=capture\\.failed workload=absent .*netns/absent: not there");
    nodes.add("node1", "plain", pod("plain", "1", "12"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> PLAIN.curl(WEB_URL + "/new").text().contains("198.18.1.12 GET /new"));
    assertThat(PLAIN.curl(BOOKS_URL).text()).contains("198.18.1.12").endsWith(" 200");
    assertThat(SHELL.curl(PLAIN_URL).text()).contains(SHELL_AT).endsWith(" 200");
    Files.delete(clash);
    Files.delete(absent);
  }

  /** A pod is made anew. */
  void goesAndComes(NodeProxyProcess node1, Spoken plain) throws Exception {
    assertThat(threads(node1)).isEqualTo(3);
    int before = PodChecks.descriptors(node1);
    plain.close();
    assertThat(NODE1.run("ip", "netns", "delete", "plain").code()).isZero();
    node1.process().awaitLine("event=capture\\.lost workload=plain");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(threads(node1)).isEqualTo(2));
    // Its listeners are closed, and with that the namespace is gone, and its end on the bridge.
    PodChecks.awaitDescriptors(node1, before - 3);
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> NODE1.run("ip", "link", "show", "veth-plain").code() != 0);
    assertThat(SHELL.curl(WEB_URL).text()).endsWith(" 200");
    assertThat(SHELL.curl(BOOKS_URL).text()).endsWith(" 200");

    assertThat(SHELL.curl(PLAIN_URL).code()).as("refused at once").isNotIn(0, 28);

    Process made =
        new ProcessBuilder("bash", Place.script("bridged-pod.sh"), "plain", "1", "12")
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    nodes.started(PLAIN, "node", Place.script("web.mjs"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> PLAIN.curl(WEB_URL).text().endsWith(" 200"));
    assertThat(SHELL.curl(PLAIN_URL).text()).contains(SHELL_AT).endsWith(" 200");
    assertThat(threads(node1)).isEqualTo(3);
  }

  /** A pod is captured no more. */
  void withdrawn(NodeProxyProcess node1) throws Exception {
    Files.delete(nodes.pods("node1").resolve("plain.yaml"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(PLAIN.run("nft", "list", "ruleset").text()).isEmpty());
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(threads(node1)).isEqualTo(2));
    assertThat(PLAIN.curl(WEB_URL).code()).as("STRICT").isNotZero();
    assertThat(NODE1.curl(PLAIN_URL).text()).endsWith(" 200");
  }

  /** A proxy dies, and another takes over. */
  void killed(NodeProxyProcess[] node2, Path yaml2) throws Exception {
    node2[0].process().kill();
    assertThat(SHELL.curl(BOOKS_URL).code()).isNotZero();
    assertThat(PLAIN.curl(BOOKS_URL).code()).isNotZero();
    assertThat(NODE2.curl(BOOKS_URL).code()).isNotZero();
    assertThat(BOOKS.curl(PLAIN_URL).code()).isNotZero();
    assertThat(NODE2.curl(BOOKS_URL, "--interface", "198.18.2.250").text()).endsWith(" 200");
    node2[0] = proxy(yaml2, "node2");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> SHELL.curl(BOOKS_URL).text().contains(SHELL_AT + " GET / "));
    assertThat(BOOKS.curl(PLAIN_URL).text()).contains("198.18.2.10").endsWith(" 200");
  }

  /** All is as it was before. */
  void removed(Path yaml1, Path yaml2) throws Exception {
    for (NodeProxyProcess proxy : nodes.proxies()) {
      if (proxy.process().isAlive()) {
        assertThat(proxy.process().terminate()).isIn(0, 143);
      }
      assertThat(proxy.process().stderr()).isEmpty();
      assertThat(proxy.process().stdout()).doesNotContain("LEAK");
    }
    assertThat(PodChecks.capture(NODE2, "status", yaml2).code()).isZero();
    assertThat(PodChecks.capture(NODE1, "remove", yaml1).text())
        .isEqualTo("capture: removed in shell\ncapture: removed in web");
    assertThat(PodChecks.capture(NODE2, "remove", yaml2).text())
        .isEqualTo("capture: removed in books");
    assertThat(PodChecks.capture(NODE2, "status", yaml2).code()).isEqualTo(3);
    PodChecks.nothingIsLeft(NODE1, NODE2, SHELL, WEB, BOOKS, PLAIN);
    assertThat(PLAIN.curl(BOOKS_URL + "/as-before").text()).endsWith(" 200");
    assertThat(NODE1.curl(WEB_URL + "/as-before").text()).endsWith(" 200");
  }

  /** How many threads of the proxy are in namespaces of pods. */
  private static long threads(NodeProxyProcess proxy) throws IOException {
    Path own = Files.readSymbolicLink(Path.of("/proc", proxy.process().pid() + "", "ns", "net"));
    try (Stream<Path> tasks = Files.list(Path.of("/proc", proxy.process().pid() + "", "task"))) {
      return tasks.filter(task -> !own.equals(link(task))).count();
    }
  }

  private static Path link(Path task) {
    try {
      return Files.readSymbolicLink(task.resolve("ns").resolve("net"));
    } catch (IOException e) {
      return Path.of("ended");
    }
  }
}
