package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Admin;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private final TestMesh mesh;
  private final Admin admin;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<NodeProxyProcess> proxies = new ArrayList<>();

  private InPodScenario(Path folder) {
    this.folder = folder;
    this.bridge = new Wire(folder, NODE1, "veth-shell");
    this.between = new Wire(folder);
    this.mesh =
        TestMesh.start(
            "198.18.0.1",
            folder,
            Map.of(
                "node.networks",
                "198.18.0.11=198.18.1.0/24,198.18.0.11=fd00:18:1::/64,"
                    + "198.18.0.12=198.18.2.0/24,198.18.0.12=fd00:18:2::/64"));
    this.admin = mesh.admin();
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    InPodScenario scenario = new InPodScenario(Path.of(arguments[0]));
    try {
      scenario.run();
    } catch (Steps.FailedException e) {
      scenario.proxies.forEach(proxy -> System.out.println(proxy.process().transcript()));
    } finally {
      scenario.close();
    }
  }

  private void run() throws Exception {
    for (Place place : List.of(WEB, BOOKS, PLAIN)) {
      open.add(started(place, "node", Place.script("web.mjs")));
    }
    open.add(started(BOOKS, "python3", Place.script("greeter.py")));
    step("withoutMesh_bytesAreSeenOnTheBridge", this::controlOfTheWire);
    Spoken older = SHELL.open("python3", Place.script("talk.py"), "198.18.2.10", "2525");
    open.add(older);
    assertThat(older.hear()).isEqualTo("220 greeter");

    Path yaml1 = file("node1", pod("shell", "1", "10"), pod("web", "1", "11"));
    Path yaml2 = file("node2", pod("books", "2", "10"));
    NodeProxyProcess node1 = proxy(yaml1, "node1");
    NodeProxyProcess[] node2 = {proxy(yaml2, "node2")};

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
    step("serverFirst_greetsAtOnce", this::serverFirst);
    step("datagrams_leftAloneAndTold", () -> datagrams(node1));
    step("descriptors_comeBack", () -> descriptors(node1, node2[0]));
    step("rulesFlushed_repaired", () -> flushed(node1));
    step("podAdded_whileItRuns", () -> comes(node1));
    step("itsNamespaceGoesAndComesAgain_endsAndBeginsAgain", () -> goesAndComes(node1));
    step("podWithdrawn_isLetGo", () -> withdrawn(node1));
    step("proxyKilled_closedUntilItIsBack", () -> killed(node2, yaml2));
    step(
        "connectionFromBefore_stillGoesOn",
        () -> assertThat(older.say("and now")).isEqualTo("250 and now"));
    step("removed_nothingIsLeft", () -> removed(yaml1, yaml2));
  }

  // Steps -----------------------------------------------------------------------------------------

  private void controlOfTheWire() throws Exception {
    String seen =
        bridge.during(
            () ->
                assertThat(SHELL.curl(WEB_URL + "/" + Wire.MARKER).text())
                    .contains(SHELL_AT + " GET /" + Wire.MARKER));
    assertThat(seen).contains(Wire.MARKER);
  }

  private void sameBridge() throws Exception {
    String seen = bridge.during(() -> marked(WEB_URL, WEB_URL_6));
    assertThat(seen).doesNotContain(Wire.MARKER);
  }

  private void acrossNodes() throws Exception {
    String seen =
        between.during(
            () -> {
              marked(BOOKS_URL, BOOKS_URL_6);
              Path body = folder.resolve("body");
              Files.writeString(body, Wire.MARKER.repeat(100_000));
              assertThat(SHELL.curl(BOOKS_URL, "--data-binary", "@" + body).text())
                  .contains("POST / " + Files.size(body));
            });
    assertThat(seen).doesNotContain(Wire.MARKER);
    assertThat(seen.length())
        .as("most of it was seen")
        .isGreaterThan(Wire.MARKER.length() * 80_000);
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
    for (String[] server : new String[][] {{"web", WEB_URL}, {"books", BOOKS_URL}}) {
      admin.authorize(
          server[0],
          "no-secrets",
          deny("\"to\":[{\"operation\":{\"methods\":[\"GET\"],\"paths\":[\"/secret\"]}}]"));
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(() -> SHELL.curl(server[1] + "/secret").text().endsWith(" 403"));
      assertThat(SHELL.curl(server[1] + "/secret", "-X", "PUT").text()).endsWith(" 200");
      admin.authorize(
          server[0],
          "no-shell",
          deny("\"from\":[{\"source\":{\"principals\":[\"weft.local/ns/shell/sa/shell\"]}}]"));
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(() -> !SHELL.curl(server[1]).text().endsWith(" 200"));
      Place other = server[0].equals("web") ? BOOKS : WEB;
      assertThat(other.curl(server[1]).text()).endsWith(" 200");
      admin.unauthorize(server[0], "no-shell");
      admin.unauthorize(server[0], "no-secrets");
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(() -> SHELL.curl(server[1] + "/secret").text().endsWith(" 200"));
    }
  }

  private void serverFirst() throws Exception {
    try (Spoken mail = SHELL.open("python3", Place.script("talk.py"), "198.18.2.10", "2525")) {
      assertThat(mail.hear()).isEqualTo("220 greeter");
      assertThat(mail.say("one")).isEqualTo("250 one");
      assertThat(mail.say("two")).isEqualTo("250 two");
      assertThat(mail.end()).isZero();
    }
  }

  private void datagrams(NodeProxyProcess node1) throws Exception {
    assertThat(SHELL.run("python3", Place.script("datagram.py"), "198.18.2.10", "2525").text())
        .isEqualTo("ping");
    node1.process().awaitLine("event=capture\\.unprotected what=UDP packets=1 .*in=shell");
  }

  private void descriptors(NodeProxyProcess... both) throws Exception {
    List<Integer> before = Stream.of(both).map(InPodScenario::descriptors).toList();
    for (int i = 0; i < 100; i++) {
      assertThat(SHELL.curl(i % 2 == 0 ? BOOKS_URL : WEB_URL).text()).endsWith(" 200");
    }
    for (int i = 0; i < both.length; i++) {
      awaitDescriptors(both[i], before.get(i) + 5);
    }
  }

  private void flushed(NodeProxyProcess node1) throws Exception {
    assertThat(WEB.run("nft", "flush", "ruleset").code()).isZero();
    node1.process().awaitLine("event=capture\\.repaired .*in=web");
    assertThat(WEB.run("nft", "list", "table", "inet", "weft").text()).contains("redirect to");
    assertThat(PLAIN.curl(WEB_URL).code()).isNotZero();
  }

  private void comes(NodeProxyProcess node1) throws Exception {
    assertThat(PLAIN.curl(WEB_URL).code()).isNotZero();
    // One that cannot be keeps the other out of nothing.
    Path clash = folder.resolve("node1.d").resolve("clash.yaml");
    Files.writeString(
        clash, pod("clash", "1", "99").replace("/var/run/netns/clash", "/var/run/netns/web"));
    node1.process().awaitLine("event=capture\\.failed workload=clash .*web is in it");
    Path absent = folder.resolve("node1.d").resolve("absent.yaml");
    Files.writeString(absent, pod("absent", "1", "98"));
    node1.process().awaitLine("event=capture\\.failed workload=absent .*netns/absent: not there");
    Path draft = Files.writeString(folder.resolve("plain.draft"), pod("plain", "1", "12"));
    Files.move(draft, folder.resolve("node1.d").resolve("plain.yaml"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> PLAIN.curl(WEB_URL + "/new").text().contains("198.18.1.12 GET /new"));
    assertThat(PLAIN.curl(BOOKS_URL).text()).contains("198.18.1.12").endsWith(" 200");
    assertThat(SHELL.curl(PLAIN_URL).text()).contains(SHELL_AT).endsWith(" 200");
    Files.delete(clash);
    Files.delete(absent);
  }

  private void goesAndComes(NodeProxyProcess node1) throws Exception {
    assertThat(threads(node1)).isEqualTo(3);
    int before = descriptors(node1);
    open.remove(2).close();
    assertThat(NODE1.run("ip", "netns", "delete", "plain").code()).isZero();
    node1.process().awaitLine("event=capture\\.lost workload=plain");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(threads(node1)).isEqualTo(2));
    // Its listeners are closed, and with that the namespace is gone, and its end on the bridge.
    awaitDescriptors(node1, before - 3);
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
    open.add(started(PLAIN, "node", Place.script("web.mjs")));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> PLAIN.curl(WEB_URL).text().endsWith(" 200"));
    assertThat(SHELL.curl(PLAIN_URL).text()).contains(SHELL_AT).endsWith(" 200");
    assertThat(threads(node1)).isEqualTo(3);
  }

  private void withdrawn(NodeProxyProcess node1) throws Exception {
    Files.delete(folder.resolve("node1.d").resolve("plain.yaml"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(PLAIN.run("nft", "list", "ruleset").text()).isEmpty());
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(threads(node1)).isEqualTo(2));
    assertThat(PLAIN.curl(WEB_URL).code()).as("STRICT").isNotZero();
    assertThat(NODE1.curl(PLAIN_URL).text()).endsWith(" 200");
  }

  private void killed(NodeProxyProcess[] node2, Path yaml2) throws Exception {
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

  private void removed(Path yaml1, Path yaml2) throws Exception {
    for (NodeProxyProcess proxy : proxies) {
      if (proxy.process().isAlive()) {
        assertThat(proxy.process().terminate()).isIn(0, 143);
      }
      assertThat(proxy.process().stderr()).isEmpty();
      assertThat(proxy.process().stdout()).doesNotContain("LEAK");
    }
    assertThat(capture(NODE2, "status", yaml2).code()).isZero();
    assertThat(capture(NODE1, "remove", yaml1).text())
        .isEqualTo("capture: removed in shell\ncapture: removed in web");
    assertThat(capture(NODE2, "remove", yaml2).text()).isEqualTo("capture: removed in books");
    assertThat(capture(NODE2, "status", yaml2).code()).isEqualTo(3);
    for (Place place : List.of(NODE1, NODE2, SHELL, WEB, BOOKS, PLAIN)) {
      assertThat(place.run("nft", "list", "ruleset").text()).isEmpty();
      for (String family : List.of("-4", "-6")) {
        assertThat(place.run("ip", family, "rule").text()).doesNotContain("fwmark");
        assertThat(place.run("ip", family, "route", "show", "table", "all").text())
            .doesNotContain("table 100");
      }
    }
    assertThat(PLAIN.curl(BOOKS_URL + "/as-before").text()).endsWith(" 200");
    assertThat(NODE1.curl(WEB_URL + "/as-before").text()).endsWith(" 200");
  }

  // What they need --------------------------------------------------------------------------------

  private static Place.Result capture(Place node, String command, Path yaml) throws Exception {
    String java = ProcessHandle.current().info().command().orElse("java");
    String jar = System.getProperty("weft.node-proxy.jar", "");
    return node.run(java, "-jar", jar, "capture", command, yaml.toString());
  }

  private static String deny(String rule) {
    return "{\"action\":\"DENY\",\"rules\":[{" + rule + "}]}";
  }

  private static Spoken started(Place place, String... command) throws IOException {
    Spoken program = place.open(command);
    assertThat(program.hear()).startsWith("listening ");
    return program;
  }

  private static void awaitDescriptors(NodeProxyProcess proxy, int most) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(descriptors(proxy)).isLessThanOrEqualTo(most));
  }

  private static int descriptors(NodeProxyProcess proxy) {
    String[] all = Path.of("/proc", proxy.process().pid() + "", "fd").toFile().list();
    assertThat(all).isNotNull();
    return all.length;
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

  /** A workload under capture, as it stands in a file of its own. */
  private String pod(String name, String node, String number) throws IOException {
    return "name: %1$s\njoin.file: %2$s\nlabels: {app: %1$s}\npod:\n  netns: /var/run/netns/%1$s\n  addresses: [198.18.%3$s.%4$s, 'fd00:18:%3$s::%4$s']\n  ports: {'8080': auto, '2525': tcp}\n"
        .formatted(name, mesh.joinFile(name, name, 5), node, number);
  }

  private NodeProxyProcess proxy(Path yaml, String node) {
    NodeProxyProcess proxy = NodeProxyProcess.start(yaml, node, Jdks.require(JDK));
    proxies.add(proxy);
    return proxy;
  }

  private Path file(String node, String... pods) throws IOException {
    Path arriving = Files.createDirectory(folder.resolve(node + ".d"));
    for (int i = 0; i < pods.length; i++) {
      Files.writeString(arriving.resolve(i + ".yaml"), pods[i]);
    }
    String number = node.substring(4);
    String yaml =
        "server: %s\nsniff.timeout: 3s\nadmin: 127.0.0.1:15020\ncapture: pod\ncapture.probes.from: '198.18.%3$s.250, fd00:18:%3$s::250'\ntrace.store: on\nworkloads.folder: %2$s\n"
            .formatted(mesh.server().address(), arriving, number);
    return Files.writeString(folder.resolve(node + ".yaml"), yaml);
  }

  private void close() throws Exception {
    proxies.forEach(NodeProxyProcess::close);
    for (AutoCloseable one : open) {
      one.close();
    }
    mesh.close();
  }
}
