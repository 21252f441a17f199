package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Admin;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Pods that are captured inside their namespaces, which {@code bridged.sh} has made: on a bridge of
 * node1 shell, web and plain, on one of node2 books. Shell, web and books are in the mesh from the
 * start. One step builds on another; after the first that fails there are no more.
 */
final class InPodScenario {
  /** How many steps there are. */
  static final int STEPS = 19;

  /** The JDK that the proxies run on. */
  static final int JDK = 25;

  private static final Place NODE1 = new Place("node1");
  private static final Place NODE2 = new Place("node2");
  private static final Place SHELL = new Place("shell");
  private static final Place WEB = new Place("web");
  private static final Place BOOKS = new Place("books");
  private static final Place PLAIN = new Place("plain");
  private static final String SHELL_AT = "198.18.1.10";
  private static final String SHELL_AT_6 = "fd00:18:1::10";
  private static final String WEB_URL = "http://198.18.1.11:8080";
  private static final String WEB_URL_6 = "http://[fd00:18:1::11]:8080";
  private static final String BOOKS_URL = "http://198.18.2.10:8080";
  private static final String BOOKS_URL_6 = "http://[fd00:18:2::10]:8080";
  private static final String PLAIN_URL = "http://198.18.1.12:8080";

  private final Path folder;
  private final Wire bridge;
  private final Wire between;
  private final Nodes nodes;
  private final Admin admin;
  private final InPodLife life;

  private InPodScenario(Path folder) {
    this.folder = folder;
    this.bridge = new Wire(folder, NODE1, "veth-shell");
    this.between = new Wire(folder);
    this.nodes = new Nodes(folder);
    this.admin = nodes.admin();
    this.life = new InPodLife(nodes);
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    InPodScenario scenario = new InPodScenario(Path.of(arguments[0]));
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
    Spoken plain = nodes.started(PLAIN, "node", Place.script("web.mjs"));
    step(
        "withoutMesh_bytesAreSeenOnTheBridge",
        () -> PodChecks.seenInTheClear(bridge, SHELL_AT, WEB_URL));
    Spoken older = SHELL.open("python3", Place.script("talk.py"), "198.18.2.10", "2525");
    nodes.keep(older::close);
    assertThat(older.hear()).isEqualTo("220 greeter");

    Path yaml1 = file("node1", life.pod("shell", "1", "10"), life.pod("web", "1", "11"));
    Path yaml2 = file("node2", life.pod("books", "2", "10"));
    NodeProxyProcess node1 = life.proxy(yaml1, "node1");
    NodeProxyProcess[] node2 = {life.proxy(yaml2, "node2")};

    step(
        "connectionFromBefore_goesOn",
        () -> assertThat(older.say("still there")).isEqualTo("250 still there"));
    step("sameBridge_sourceKeptAndNothingInTheClear", this::sameBridge);
    step("acrossNodes_sourceKeptAndNothingInTheClear", this::acrossNodes);
    step("outsideTheMesh_asItIs", this::outside);
    step("clientsPorts_areNotTakenForTheirName", this::ports);
    step("strict_outsidersAndTheNodeRefusedProbesPass", this::strict);
    step("forgedPackets_getNowhere", this::forged);
    step("requestsAndPrincipals_denied", this::denied);
    step("serverFirst_greetsAtOnce", PodChecks::serverFirst);
    step("datagrams_leftAloneAndTold", () -> datagrams(node1));
    step(
        "descriptors_comeBack",
        () -> PodChecks.descriptors(List.of(BOOKS_URL, WEB_URL), node1, node2[0]));
    step("rulesFlushed_repaired", () -> flushed(node1));
    step("podAdded_whileItRuns", () -> life.comes(node1));
    step("itsNamespaceGoesAndComesAgain_endsAndBeginsAgain", () -> life.goesAndComes(node1, plain));
    step("podWithdrawn_isLetGo", () -> life.withdrawn(node1));
    step("proxyKilled_closedUntilItIsBack", () -> life.killed(node2, yaml2));
    step(
        "connectionFromBefore_stillGoesOn",
        () -> assertThat(older.say("and now")).isEqualTo("250 and now"));
    step("removed_nothingIsLeft", () -> life.removed(yaml1, yaml2));
  }

  // Steps -----------------------------------------------------------------------------------------

  private void sameBridge() throws Exception {
    String seen = bridge.during(() -> marked(WEB_URL, WEB_URL_6));
    assertThat(seen).doesNotContain(Wire.MARKER);
  }

  private void acrossNodes() throws Exception {
    PodChecks.hidden(between, folder, BOOKS_URL, () -> marked(BOOKS_URL, BOOKS_URL_6));
    assertThat(bridge.during(() -> marked(BOOKS_URL, BOOKS_URL_6)))
        .as("on the bridge")
        .isNotEmpty()
        .doesNotContain(Wire.MARKER);
  }

  private static void marked(String url, String url6) throws Exception {
    assertThat(SHELL.curl(url + "/" + Wire.MARKER).text())
        .contains(SHELL_AT + " GET /" + Wire.MARKER)
        .contains(" 00-")
        .endsWith(" 200");
    assertThat(SHELL.curl(url6 + "/" + Wire.MARKER).text())
        .contains(SHELL_AT_6 + " GET /" + Wire.MARKER)
        .endsWith(" 200");
  }

  private void outside() throws Exception {
    assertThat(SHELL.curl(PLAIN_URL + "/out").text())
        .contains(SHELL_AT + " GET /out")
        .endsWith(" 200");
    assertThat(PLAIN.curl(WEB_URL + "/in").text()).contains("198.18.1.12 GET /in").endsWith(" 200");
    assertThat(WEB.curl("http://127.0.0.1:8080/self").text()).endsWith(" 200");
    assertThat(WEB.curl(WEB_URL + "/self").text()).endsWith(" 200");
    for (String port : List.of("15001", "15006")) {
      assertThat(PLAIN.curl("http://198.18.1.11:" + port).code()).as(port).isNotZero();
      assertThat(WEB.curl("http://127.0.0.1:" + port).code()).as(port).isNotZero();
    }
  }

  /** The proxy has a choice of two ports by the system's range, and both are those of clients. */
  private void ports() throws Exception {
    String range = WEB.run("sysctl", "-n", "net.ipv4.ip_local_port_range").text();
    assertThat(WEB.run("sysctl", "-qw", "net.ipv4.ip_local_port_range=40000 40001").code())
        .isZero();
    for (String port : List.of("40000", "40001")) {
      assertThat(PLAIN.curl(WEB_URL + "/port", "--local-port", port).text())
          .contains("198.18.1.12 GET /port")
          .endsWith(" 200");
    }
    assertThat(WEB.run("sysctl", "-qw", "net.ipv4.ip_local_port_range=" + range).code()).isZero();
  }

  private void strict() throws Exception {
    for (String namespace : List.of("web", "books")) {
      admin.mode(namespace, "STRICT");
    }
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> PLAIN.curl(WEB_URL).code() != 0 && PLAIN.curl(BOOKS_URL).code() != 0);
    assertThat(NODE1.curl(WEB_URL).code()).as("the node").isNotZero();
    assertThat(NODE1.curl(WEB_URL_6).code()).as("the node by IPv6").isNotZero();
    assertThat(NODE2.curl(BOOKS_URL).code()).as("the other node").isNotZero();
    String link = linkLocal(WEB);
    assertThat(PLAIN.curl("http://[" + link + "%25eth0]:8080").code()).as(link).isNotZero();
    assertThat(NODE1.curl(WEB_URL + "/probe", "--interface", "198.18.1.250").text())
        .contains("198.18.1.250 GET /probe")
        .endsWith(" 200");
    assertThat(NODE1.curl(WEB_URL_6 + "/probe", "--interface", "fd00:18:1::250").text())
        .contains("fd00:18:1::250 GET /probe")
        .endsWith(" 200");
    assertThat(SHELL.curl(WEB_URL).text()).endsWith(" 200");
    assertThat(SHELL.curl(BOOKS_URL).text()).endsWith(" 200");
    assertThat(BOOKS.curl(WEB_URL).text()).contains("198.18.2.10").endsWith(" 200");
  }

  private static String linkLocal(Place place) throws Exception {
    String text =
        place.run("ip", "-6", "-o", "address", "show", "dev", "eth0", "scope", "link").text();
    Matcher address = Pattern.compile("inet6 (fe80:[0-9a-f:]+)/").matcher(text);
    assertThat(address.find()).as(text).isTrue();
    return address.group(1);
  }

  private void forged() throws Exception {
    String table =
        "table ip quiet { chain o { type filter hook output priority 0; tcp flags & rst == rst drop; }; }";
    assertThat(PLAIN.run("nft", table).code()).isZero();
    String[] command = {"python3", Place.script("forge.py"), "198.18.1.12", "198.18.1.11", "8080"};
    assertThat(PLAIN.run(command).text()).isIn("no connection", "nothing said");
    assertThat(PLAIN.run("nft", "delete table ip quiet").code()).isZero();
  }

  private void denied() throws Exception {
    PodChecks.denied(admin, "web", WEB_URL, BOOKS);
    PodChecks.denied(admin, "books", BOOKS_URL, WEB);
  }

  private void datagrams(NodeProxyProcess node1) throws Exception {
    PodChecks.datagram();
    node1.process().awaitLine("event=capture\\.unprotected what=UDP packets=1 .*in=shell");
  }

  private void flushed(NodeProxyProcess node1) throws Exception {
    assertThat(WEB.run("nft", "flush", "ruleset").code()).isZero();
    node1.process().awaitLine("event=capture\\.repaired .*in=web");
    assertThat(WEB.run("nft", "list", "table", "inet", "weft").text()).contains("redirect to");
    assertThat(PLAIN.curl(WEB_URL).code()).isNotZero();
  }

  private Path file(String node, String... pods) throws IOException {
    String number = node.substring(4);
    String settings =
        "capture: pod\ncapture.probes.from: '198.18.%1$s.250, fd00:18:%1$s::250'\n"
            .formatted(number);
    return nodes.files(node, settings, List.of(pods));
  }
}
