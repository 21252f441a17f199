package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Pods of a cluster that are captured inside their namespaces, which the proxies find by the
 * cgroups of the pods' processes. The nodes and the bridges are those of {@link InPodScenario}.
 */
final class InPodClusterScenario {
  /** How many steps there are. */
  static final int STEPS = 7;

  private static final Place NODE1 = new Place("node1");
  private static final Place SHELL = new Place("shell");
  private static final Place WEB = new Place("web");
  private static final Place BOOKS = new Place("books");
  private static final Place PLAIN = new Place("plain");
  private static final String WEB_URL = "http://198.18.1.11:8080";
  private static final String BOOKS_URL = "http://198.18.2.10:8080";
  private static final String PLAIN_AT = "198.18.1.12";

  private final Wire bridge;
  private final Wire between;
  private final Cluster cluster;
  private final CgroupPods pods = new CgroupPods();
  private final List<NodeProxyProcess> proxies = new ArrayList<>();

  private InPodClusterScenario(Path folder) throws Exception {
    this.bridge = new Wire(folder, NODE1, "veth-shell");
    this.between = new Wire(folder);
    this.cluster = new Cluster(folder);
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    InPodClusterScenario scenario = new InPodClusterScenario(Path.of(arguments[0]));
    try {
      scenario.run();
    } catch (Steps.FailedException e) {
      scenario.proxies.forEach(proxy -> System.out.println(proxy.process().transcript()));
      System.out.println(scenario.cluster.mesh().server().transcript());
    } finally {
      scenario.close();
    }
  }

  private void run() throws Exception {
    pods.pause(SHELL, pods.of("node1", "shell"));
    pods.web(WEB, pods.of("node1", "web"));
    pods.web(BOOKS, pods.of("node2", "books"));
    cluster.captured("shell", "node1", "198.18.1.10", "fd00:18:1::10");
    cluster.captured("web", "node1", "198.18.1.11", "fd00:18:1::11");
    cluster.captured("books", "node2", "198.18.2.10", "fd00:18:2::10");
    for (String node : List.of("node1", "node2")) {
      proxies.add(
          NodeProxyProcess.start(
              cluster.settings(node, "pod"), Jdks.require(InPodScenario.JDK), pods.proxy(node)));
    }

    step("podsFoundByTheirCgroups_meetInMutualTls", this::meet);
    step("strict_outsidersAndTheNodeRefused", this::strict);
    step("podOfItsNode_leftAloneAndTold", this::ofItsNode);
    step("podWithoutAProcess_toldAndFoundLater", this::late);
    step("podMadeAnew_foundAnew", this::madeAnew);
    step("itsNamespaceMadeAnew_foundAnew", this::namespaceMadeAnew);
    step("podThatGoes_isLetGo", this::goes);
  }

  private void meet() throws Exception {
    awaitText(SHELL, WEB_URL, " 00-");
    awaitText(SHELL, BOOKS_URL, " 00-");
    String seen = bridge.during(() -> marked(WEB_URL));
    assertThat(seen).doesNotContain(Wire.MARKER);
    seen = between.during(() -> marked(BOOKS_URL));
    assertThat(seen).isNotEmpty().doesNotContain(Wire.MARKER);
    assertThat(SHELL.curl("http://[fd00:18:2::10]:8080").text()).contains("fd00:18:1::10");
  }

  private static void marked(String url) throws Exception {
    assertThat(SHELL.curl(url + "/" + Wire.MARKER).text())
        .contains("198.18.1.10 GET /" + Wire.MARKER)
        .endsWith(" 200");
  }

  private void strict() throws Exception {
    cluster.mesh().admin().mode("shop", "STRICT");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> PLAIN.curl(WEB_URL).code() != 0 && NODE1.curl(WEB_URL).code() != 0);
    assertThat(SHELL.curl(WEB_URL).text()).endsWith(" 200");
    assertThat(SHELL.curl(BOOKS_URL).text()).endsWith(" 200");
  }

  private void ofItsNode() throws Exception {
    pods.pause(NODE1, pods.of("node1", "daemon"));
    cluster.ofItsNode("daemon", "node1", "198.18.0.11");
    node1().awaitLine("event=pod\\.left\\.alone pod=shop/daemon");
    assertThat(NODE1.run("nft", "list", "ruleset").text()).isEmpty();
  }

  private void late() throws Exception {
    // In the cgroup of another pod, where who may do so has made one that is called as this pod's.
    Cgroup others = pods.of("node1", "shell");
    Process liar =
        pods.pause(PLAIN, others.inner("kubepods/burstable/pod" + Cluster.uid("late") + "/c1"));
    cluster.captured("late", "node1", PLAIN_AT);
    node1()
        .awaitLine("event=capture\\.failed workload=shop/late .*uid-late: no process on this node");
    assertThat(PLAIN.run("nft", "list", "ruleset").text()).isEmpty();
    assertThat(PLAIN.curl(WEB_URL).code()).as("STRICT").isNotZero();

    pods.web(PLAIN, pods.of("node1", "late"));
    awaitText(PLAIN, WEB_URL, PLAIN_AT + " GET / ");
    liar.destroyForcibly().waitFor();
  }

  private void madeAnew() throws Exception {
    end("late");
    cluster.delete("late");
    node1().awaitLine("event=workload\\.withdrawn workload=shop/late");
    make();
    pods.web(PLAIN, pods.of("node1", "anew"));
    cluster.captured("anew", "node1", PLAIN_AT);
    awaitText(PLAIN, WEB_URL, PLAIN_AT + " GET / ");
  }

  private void namespaceMadeAnew() throws Exception {
    end("anew");
    node1().awaitLine("event=capture\\.lost workload=shop/anew");
    make();
    pods.web(PLAIN, pods.of("node1", "anew"));
    awaitText(PLAIN, WEB_URL, PLAIN_AT + " GET / ");
  }

  private void goes() throws Exception {
    cluster.delete("anew");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(PLAIN.run("nft", "list", "ruleset").text()).isEmpty());
    assertThat(PLAIN.curl(WEB_URL).code()).as("STRICT").isNotZero();
    assertThat(SHELL.curl(WEB_URL).text()).endsWith(" 200");
  }

  /** Ends the processes of the pod in the network plain, and that network. */
  private void end(String pod) throws Exception {
    pods.end(pods.of("node1", pod));
    assertThat(NODE1.run("ip", "netns", "delete", "plain").code()).isZero();
  }

  /** Makes the network plain, when what is left of the one before is gone. */
  private static void make() throws Exception {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> NODE1.run("ip", "link", "show", "veth-plain").code() != 0);
    Process made =
        new ProcessBuilder("bash", Place.script("bridged-pod.sh"), "plain", "1", "12")
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
  }

  private JvmProcess node1() {
    return proxies.get(0).process();
  }

  private static void awaitText(Place place, String url, String text) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(place.curl(url).text()).contains(text).endsWith(" 200"));
  }

  private void close() {
    proxies.forEach(NodeProxyProcess::close);
    pods.close();
    cluster.close();
  }
}
