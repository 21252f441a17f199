package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Node proxies of a cluster: the API server, which is the test's, tells the policy server of nodes
 * and pods, and that tells each node's proxy whom to serve. See {@link NodeScenario} for the data
 * path.
 */
final class ClusterScenario {
  /** How many steps there are. */
  static final int STEPS = 6;

  private static final Place SHELL = new Place("shell");
  private static final Place WEB = new Place("web");
  private static final Place BOOKS = new Place("books");
  private static final Place PLAIN = new Place("plain");
  private static final String BOOKS_URL = "http://198.18.2.10:8080";

  private final Wire wire;
  private final Cluster cluster;
  private final List<NodeProxyProcess> proxies = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  private ClusterScenario(Path folder) throws Exception {
    this.wire = new Wire(folder);
    this.cluster = new Cluster(folder);
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    ClusterScenario scenario = new ClusterScenario(Path.of(arguments[0]));
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
    for (Place place : List.of(WEB, BOOKS)) {
      Spoken web = place.open("node", Place.script("web.mjs"));
      open.add(web);
      assertThat(web.hear()).isEqualTo("listening 8080");
    }
    cluster.captured("shell", "node1", "198.18.1.10", "fd00:18:1::10");
    cluster.captured("web", "node1", "198.18.1.11", "fd00:18:1::11");
    cluster.captured("books", "node2", "198.18.2.10", "fd00:18:2::10");
    cluster.pod("plain", "node2", "198.18.2.11", "fd00:18:2::11");
    for (String node : List.of("node1", "node2")) {
      proxies.add(NodeProxyProcess.start(cluster.settings(node, "node"), node));
    }

    step("podsOfTheCluster_meetInMutualTls", this::meet);
    step("strict_podWithoutTheLabelIsOutside", this::strict);
    step("proxyKilledWhilePolicyServerIsAway_staysClosed", this::restartedAlone);
    step("podThatComes_isServed", this::comes);
    step("proxyStartsWithAPodThatCannotBe_othersAreCoveredAtOnce", this::clash);
    step("podThatGoes_isCapturedNoMore", this::goes);
  }

  private void meet() throws Exception {
    awaitText(SHELL, BOOKS_URL, " 00-");
    String seen =
        wire.during(
            () ->
                assertThat(SHELL.curl(BOOKS_URL + "/" + Wire.MARKER).text())
                    .contains("198.18.1.10 GET /" + Wire.MARKER)
                    .endsWith(" 200"));
    assertThat(seen).doesNotContain(Wire.MARKER);
    assertThat(SHELL.curl("http://[fd00:18:2::10]:8080").text()).contains("fd00:18:1::10");
    assertThat(SHELL.curl("http://198.18.1.11:8080").text()).contains("198.18.1.10");
  }

  private void strict() throws Exception {
    cluster.mesh().admin().mode("shop", "STRICT");
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> PLAIN.curl(BOOKS_URL).code() != 0);
    assertThat(SHELL.curl(BOOKS_URL).text()).endsWith(" 200");
    assertThat(new Place("node2").curl(BOOKS_URL).text()).endsWith(" 200");
  }

  private void restartedAlone() throws Exception {
    cluster.mesh().server().kill();
    proxies.get(1).process().kill();
    NodeProxyProcess next = NodeProxyProcess.start(cluster.settings("node2", "node"), "node2");
    proxies.set(1, next);
    next.process().awaitLine("event=capture\\.unknown");
    assertThat(new Place("node2").run("nft", "list", "table", "inet", "weft").text())
        .contains("198.18.2.10");
    assertThat(PLAIN.curl(BOOKS_URL, "--max-time", "2").code()).isNotZero();
    cluster.mesh().server().restart();
    awaitText(SHELL, BOOKS_URL, "198.18.1.10 GET / ");
    assertThat(PLAIN.curl(BOOKS_URL, "--max-time", "2").code()).isNotZero();
  }

  private void comes() throws Exception {
    cluster.captured("late", "node2", "198.18.2.11");
    awaitText(PLAIN, BOOKS_URL, "198.18.2.11 GET / ");
  }

  private void clash() throws Exception {
    cluster.captured("clash", "node2", "198.18.2.10");
    String refused = "event=workload\\.not\\.enrolled workloads=shop/clash ";
    proxies.get(1).process().awaitLine(refused);
    proxies.get(1).process().kill();
    NodeProxyProcess next = NodeProxyProcess.start(cluster.settings("node2", "node"), "node2");
    proxies.set(1, next);
    next.process().awaitLine(refused);
    assertThat(next.process().awaitLine("event=capture\\.installed addresses=(\\d+)").group(1))
        .as("in the first table, two of books and one of late")
        .isEqualTo("3");
    cluster.delete("clash");
    awaitText(PLAIN, BOOKS_URL, "198.18.2.11 GET / ");
  }

  private void goes() throws Exception {
    cluster.delete("late");
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> PLAIN.curl(BOOKS_URL).code() != 0);
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(new Place("node2").run("nft", "list", "table", "inet", "weft").text())
                    .contains("198.18.2.10")
                    .doesNotContain("198.18.2.11"));
  }

  private static void awaitText(Place place, String url, String text) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(place.curl(url).text()).contains(text).endsWith(" 200"));
  }

  private void close() throws Exception {
    proxies.forEach(NodeProxyProcess::close);
    for (AutoCloseable one : open) {
      one.close();
    }
    cluster.close();
  }
}
