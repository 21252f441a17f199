package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Admin;
import dev.weft.it.harness.IoUringPolicy;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/**
 * What {@link NodeCaptureTest} runs in the namespaces that {@code topology.sh} has made: node1 with
 * the pods shell, web and jvm, node2 with books and plain. One step builds on another; after the
 * first that fails there are no more.
 */
final class NodeScenario {
  /** How many steps there are. */
  static final int STEPS = 17;

  private static final Place NODE1 = new Place("node1");
  private static final Place NODE2 = new Place("node2");
  private static final Place SHELL = new Place("shell");
  private static final Place WEB = new Place("web");
  private static final Place BOOKS = new Place("books");
  private static final Place PLAIN = new Place("plain");
  private static final String SHELL_WORKLOADS = "/apis/weft.dev/v1/namespaces/shell/workloads";

  private static final String SHELL_AT = "198.18.1.10";
  private static final String BOOKS_URL = "http://198.18.2.10:8080";
  private static final String BOOKS_URL_6 = "http://[fd00:18:2::10]:8080";
  private static final String WEB_URL = "http://198.18.1.11:8080";
  private static final String JVM_URL = "http://198.18.1.12:8080";

  private final Path folder;
  private final Wire wire;
  private final Nodes nodes;
  private final Admin admin;
  private final NodeAgents agents;

  private NodeScenario(Path folder) {
    this.folder = folder;
    this.wire = new Wire(folder);
    this.nodes = new Nodes(folder);
    this.admin = nodes.admin();
    this.agents = new NodeAgents(nodes, wire);
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    NodeScenario scenario = new NodeScenario(Path.of(arguments[0]));
    try {
      scenario.run();
    } catch (Steps.FailedException e) {
      scenario.nodes.transcripts();
    } finally {
      scenario.nodes.close();
    }
  }

  private void run() throws Exception {
    nodes.started(WEB, "node", Place.script("web.mjs"));
    nodes.started(BOOKS, "node", Place.script("web.mjs"));
    nodes.started(BOOKS, "python3", Place.script("greeter.py"));
    step(
        "withoutMesh_bytesAreSeenOnTheWire",
        () -> PodChecks.seenInTheClear(wire, SHELL_AT, BOOKS_URL));
    Spoken older = SHELL.open("python3", Place.script("talk.py"), "198.18.2.10", "2525");
    nodes.keep(older::close);
    assertThat(older.hear()).isEqualTo("220 greeter");

    NodeProxyProcess node1 =
        proxy(file("node1", pod("shell", "1", "10"), pod("web", "1", "11")), "node1");
    Path yaml2 = file("node2", pod("books", "2", "10"));
    NodeProxyProcess[] node2 = {proxy(yaml2, "node2")};

    step(
        "connectionFromBefore_goesOn",
        () -> {
          assertThat(node1.process().stdout()).contains("transport=" + transport("node1"));
          assertThat(node2[0].process().stdout()).contains("transport=epoll");
          assertThat(older.say("still there")).isEqualTo("250 still there");
        });
    step("acrossNodes_sourceKeptAndNothingInTheClear", this::acrossNodes);
    step("sameNode_sourceKeptAndJudged", this::sameNode);
    agents.begin();
    step("agent_bothWays", agents::bothWays);
    step("strict_outsidersRefusedProbesPass", this::strict);
    step("processOfTheNode_isOfTheMeshByItsAgent", agents::processOfTheNode);
    step("requestsAndPrincipals_denied", () -> PodChecks.denied(admin, "books", BOOKS_URL, WEB));
    step("serverFirst_greetsAtOnce", PodChecks::serverFirst);
    step("datagrams_leftAloneAndTold", () -> datagrams(node1));
    step(
        "descriptors_comeBack",
        () -> PodChecks.descriptors(List.of(BOOKS_URL, WEB_URL), node1, node2[0]));
    step("rulesFlushed_repaired", () -> flushed(node1));
    step("podAddedAndRemoved_whileItRuns", this::podComesAndGoes);
    step(
        "proxyKilled_closedUntilItIsBack",
        () -> {
          node2[0].process().kill();
          assertThat(SHELL.curl(BOOKS_URL + "/dead", "--max-time", "2").code()).isNotZero();
          assertThat(PLAIN.curl(BOOKS_URL + "/dead", "--max-time", "2").code()).isNotZero();
          assertThat(NodeUser.curl(NODE2, BOOKS_URL + "/dead").code()).isNotZero();
          assertThat(NODE2.curl(BOOKS_URL + "/probe").text()).endsWith(" 200");
          Spoken waiting =
              SHELL.open("curl", "-sS", "--max-time", "50", "-w", " %{http_code}", BOOKS_URL);
          node2[0] = proxy(yaml2, "node2");
          assertThat(waiting.hear()).startsWith(SHELL_AT);
          waiting.close();
        });
    step("proxyThatStops_takesOnWhileSomethingIsOpen", () -> stops(node2, yaml2));
    step(
        "connectionFromBefore_stillGoesOn",
        () -> assertThat(older.say("and now")).isEqualTo("250 and now"));
    step("removed_nothingIsLeft", () -> removed(node1, node2[0], yaml2));
  }

  // Steps -----------------------------------------------------------------------------------------

  private void stops(NodeProxyProcess[] node2, Path yaml2) throws Exception {
    JvmProcess stopping = node2[0].process();
    try (Spoken open = SHELL.open("python3", Place.script("talk.py"), "198.18.2.10", "2525")) {
      assertThat(open.hear()).isEqualTo("220 greeter");
      CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(stopping::terminate);
      stopping.awaitLine("event=proxy\\.stopping");

      assertThat(SHELL.curl(BOOKS_URL).text()).endsWith(" 200");
      assertThat(open.say("are you there?")).isEqualTo("250 are you there?");
      assertThat(exit.isDone()).isFalse();
      open.end();
      // As of a process that SIGTERM ends.
      assertThat(exit.get()).isEqualTo(143);
    }
    assertThat(SHELL.curl(BOOKS_URL, "--max-time", "2").code()).isNotZero();
    node2[0] = proxy(yaml2, "node2");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> SHELL.curl(BOOKS_URL).text().endsWith(" 200"));
  }

  private void acrossNodes() throws Exception {
    PodChecks.hidden(
        wire,
        folder,
        BOOKS_URL,
        () -> {
          assertThat(SHELL.curl(BOOKS_URL + "/" + Wire.MARKER).text())
              .contains(SHELL_AT + " GET /" + Wire.MARKER)
              .contains(" 00-")
              .endsWith(" 200");
          assertThat(SHELL.curl(BOOKS_URL_6 + "/" + Wire.MARKER).text())
              .contains("fd00:18:1::10 GET /" + Wire.MARKER)
              .endsWith(" 200");
        });
  }

  private void sameNode() throws Exception {
    assertThat(SHELL.curl(WEB_URL + "/next-door").text())
        .contains(SHELL_AT + " GET /next-door")
        .contains(" 00-")
        .endsWith(" 200");
    admin.authorize(
        "web", "nobody", PodChecks.deny("\"to\":[{\"operation\":{\"paths\":[\"/private\"]}}]"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> SHELL.curl(WEB_URL + "/private").text().endsWith(" 403"));
    assertThat(SHELL.curl(WEB_URL + "/next-door").text()).endsWith(" 200");
    admin.unauthorize("web", "nobody");
  }

  private void strict() throws Exception {
    for (String namespace : List.of("web", "books", "orders")) {
      admin.mode(namespace, "STRICT");
    }
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> PLAIN.curl(BOOKS_URL).code() != 0 && PLAIN.curl(WEB_URL).code() != 0);
    assertThat(NODE2.curl(BOOKS_URL + "/probe").text()).contains("GET /probe").endsWith(" 200");
    assertThat(NODE1.curl(WEB_URL + "/probe").text()).contains("GET /probe").endsWith(" 200");
    assertThat(SHELL.curl(BOOKS_URL).text()).endsWith(" 200");
    assertThat(SHELL.curl(WEB_URL).text()).endsWith(" 200");
    assertThat(SHELL.curl(JVM_URL).text()).endsWith(" 200");
    assertThat(BOOKS.curl(WEB_URL).text()).contains("198.18.2.10").endsWith(" 200");
    assertThat(SHELL.curl("http://198.18.1.1:15001").code()).as("a port of the node").isEqualTo(7);
  }

  private void datagrams(NodeProxyProcess node1) throws Exception {
    PodChecks.datagram();
    node1.process().awaitLine("event=capture\\.unprotected what=UDP");
    assertThat(NODE1.curl("http://127.0.0.1:15020/metrics").text())
        .containsPattern("\nweft_proxy_datagrams_total [1-9]");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(
            () ->
                admin
                    .calls()
                    .send("GET", SHELL_WORKLOADS)
                    .ok()
                    .text()
                    .contains("datagrams of captured pods"));
  }

  private void flushed(NodeProxyProcess node1) throws Exception {
    assertThat(NODE1.run("nft", "flush", "ruleset").code()).isZero();
    node1.process().awaitLine("event=capture\\.repaired");
    assertThat(NODE1.run("nft", "list", "table", "inet", "weft").text()).contains(SHELL_AT);
    String seen =
        wire.during(
            () -> assertThat(SHELL.curl(BOOKS_URL + "/" + Wire.MARKER).text()).endsWith(" 200"));
    assertThat(seen).doesNotContain(Wire.MARKER);
  }

  private void podComesAndGoes() throws Exception {
    assertThat(PLAIN.curl(BOOKS_URL).code()).isNotZero();
    // One that cannot be, since another has its address, keeps the other out of nothing.
    Path clash = nodes.add("node2", "clash", pod("clash", "2", "10"));
    Path arriving = nodes.add("node2", "plain", pod("plain", "2", "11"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> PLAIN.curl(BOOKS_URL + "/new").text().contains("198.18.2.11 GET /new"));
    assertThat(PLAIN.curl(WEB_URL).text()).contains("198.18.2.11").endsWith(" 200");
    assertThat(SHELL.curl(BOOKS_URL).text()).endsWith(" 200");
    Files.delete(clash);
    Files.delete(arriving);
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> PLAIN.curl(BOOKS_URL).code() != 0);
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(NODE2.run("nft", "list", "table", "inet", "weft").text())
                    .contains("198.18.2.10")
                    .doesNotContain("198.18.2.11"));
  }

  private void removed(NodeProxyProcess node1, NodeProxyProcess node2, Path yaml2)
      throws Exception {
    node1.close();
    node2.close();
    assertThat(PodChecks.capture(NODE2, "status", yaml2).code()).isZero();
    for (Place node : List.of(NODE1, NODE2)) {
      assertThat(PodChecks.capture(node, "remove", yaml2).text()).isEqualTo("capture: removed");
      PodChecks.nothingIsLeft(node);
    }
    assertThat(PodChecks.capture(NODE2, "status", yaml2).code()).isEqualTo(3);
    assertThat(PLAIN.curl(BOOKS_URL + "/as-before").text()).endsWith(" 200");
  }

  // What they need --------------------------------------------------------------------------------

  private String pod(String name, String node, String number) throws IOException {
    return nodes.pod(name, node, number, "");
  }

  private NodeProxyProcess proxy(Path yaml, String node) {
    Jdk running = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    return nodes.proxy(yaml, node, running);
  }

  /** One node's proxy by io_uring, where the kernel lets it be used, and the other's by epoll. */
  private static String transport(String node) throws IOException {
    return node.equals("node1") && !IoUringPolicy.isForbidden() ? "io_uring" : "epoll";
  }

  private Path file(String node, String... pods) throws IOException {
    // A caller of a node whose proxy is down waits as long as a connection may take, and on a busy
    // machine a JVM that has just started takes its time to say a first word.
    String settings =
        "capture: node\ncapture.users: %d\nconnect.timeout: 50s\ntransport: %s\n"
            .formatted(NodeUser.ID, transport(node));
    return nodes.files(node, settings, List.of(pods));
  }
}
