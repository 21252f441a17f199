package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Admin;
import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.IoUringPolicy;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.AddressService;
import dev.weft.it.programs.UrlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * What {@link NodeCaptureTest} runs in the namespaces that {@code topology.sh} has made: node1 with
 * the pods shell, web and jvm, node2 with books and plain. One step builds on another; after the
 * first that fails there are no more.
 */
final class NodeScenario {
  /** How many steps there are. */
  static final int STEPS = 16;

  private static final Place NODE1 = new Place("node1");
  private static final Place NODE2 = new Place("node2");
  private static final Place SHELL = new Place("shell");
  private static final Place WEB = new Place("web");
  private static final Place BOOKS = new Place("books");
  private static final Place PLAIN = new Place("plain");
  private static final String SHELL_WORKLOADS = "/apis/weft.dev/v1/namespaces/shell/workloads";

  private static final String SHELL_AT = "198.18.1.10";
  private static final String JVM_AT = "198.18.1.12";
  private static final String BOOKS_URL = "http://198.18.2.10:8080";
  private static final String BOOKS_URL_6 = "http://[fd00:18:2::10]:8080";
  private static final String WEB_URL = "http://198.18.1.11:8080";
  private static final String JVM_URL = "http://198.18.1.12:8080";

  private final Path folder;
  private final Wire wire;
  private final TestMesh mesh;
  private final Admin admin;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<NodeProxyProcess> proxies = new ArrayList<>();

  private NodeScenario(Path folder) {
    this.folder = folder;
    this.wire = new Wire(folder);
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
    NodeScenario scenario = new NodeScenario(Path.of(arguments[0]));
    try {
      scenario.run();
    } catch (Steps.FailedException e) {
      scenario.proxies.forEach(proxy -> System.out.println(proxy.process().transcript()));
    } finally {
      scenario.close();
    }
  }

  private void run() throws Exception {
    open.add(started(WEB, "node", Place.script("web.mjs")));
    open.add(started(BOOKS, "node", Place.script("web.mjs")));
    open.add(started(BOOKS, "python3", Place.script("greeter.py")));
    step("withoutMesh_bytesAreSeenOnTheWire", this::controlOfTheWire);
    Spoken older = SHELL.open("python3", Place.script("talk.py"), "198.18.2.10", "2525");
    open.add(older);
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
    JvmProcess service = jvm(AddressService.class, "jvm", "orders", List.of("8080"));
    open.add(service);
    service.awaitPort();
    step("agent_bothWays", this::agent);
    step("strict_outsidersRefusedProbesPass", this::strict);
    step("processOfTheNode_isOfTheMeshByItsAgent", this::processOfTheNode);
    step("requestsAndPrincipals_denied", this::denied);
    step("serverFirst_greetsAtOnce", this::serverFirst);
    step("datagrams_leftAloneAndTold", () -> datagrams(node1));
    step("descriptors_comeBack", () -> descriptors(node1, node2[0]));
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
    step(
        "connectionFromBefore_stillGoesOn",
        () -> assertThat(older.say("and now")).isEqualTo("250 and now"));
    step("removed_nothingIsLeft", () -> removed(node1, node2[0], yaml2));
  }

  // Steps -----------------------------------------------------------------------------------------

  private void controlOfTheWire() throws Exception {
    String seen =
        wire.during(
            () ->
                assertThat(SHELL.curl(BOOKS_URL + "/" + Wire.MARKER).text())
                    .contains(SHELL_AT + " GET /" + Wire.MARKER));
    assertThat(seen).contains(Wire.MARKER);
  }

  private void acrossNodes() throws Exception {
    String seen =
        wire.during(
            () -> {
              assertThat(SHELL.curl(BOOKS_URL + "/" + Wire.MARKER).text())
                  .contains(SHELL_AT + " GET /" + Wire.MARKER)
                  .contains(" 00-")
                  .endsWith(" 200");
              assertThat(SHELL.curl(BOOKS_URL_6 + "/" + Wire.MARKER).text())
                  .contains("fd00:18:1::10 GET /" + Wire.MARKER)
                  .endsWith(" 200");
              Path body = folder.resolve("body");
              Files.writeString(body, Wire.MARKER.repeat(100_000));
              assertThat(SHELL.curl(BOOKS_URL, "--data-binary", "@" + body).text())
                  .contains("POST / " + Files.size(body));
            });
    assertThat(seen).doesNotContain(Wire.MARKER);
    assertThat(seen.length())
        .as("most of it was seen")
        .isGreaterThan(Wire.MARKER.length() * 80_000);
  }

  private void sameNode() throws Exception {
    assertThat(SHELL.curl(WEB_URL + "/next-door").text())
        .contains(SHELL_AT + " GET /next-door")
        .contains(" 00-")
        .endsWith(" 200");
    admin.authorize("web", "nobody", deny("\"to\":[{\"operation\":{\"paths\":[\"/private\"]}}]"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> SHELL.curl(WEB_URL + "/private").text().endsWith(" 403"));
    assertThat(SHELL.curl(WEB_URL + "/next-door").text()).endsWith(" 200");
    admin.unauthorize("web", "nobody");
  }

  private void agent() throws Exception {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> assertThat(SHELL.curl(JVM_URL + "/in").text()).contains(SHELL_AT + " /in 00-"));
    JvmProcess caller = jvm(UrlReader.class, "jvm", "front", List.of());
    try {
      caller.awaitPort();
      String seen =
          wire.during(
              () -> {
                caller.writeLine(BOOKS_URL + "/" + Wire.MARKER);
                caller.awaitLine("answer 200 " + JVM_AT + " GET /" + Wire.MARKER + " 0 00-");
              });
      assertThat(seen).doesNotContain(Wire.MARKER);
      caller.writeLine(WEB_URL + "/same-node");
      caller.awaitLine("answer 200 " + JVM_AT + " GET /same-node 0 00-");
    } finally {
      caller.close();
    }
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

  private void processOfTheNode() throws Exception {
    JvmProcess caller = NodeUser.jvm("node1", mesh.agent("host", "agent"), UrlReader.class);
    try {
      caller.awaitPort();
      caller.writeLine(WEB_URL + "/by-the-proxy");
      caller.awaitLine("answer 200 198.18.1.1 GET /by-the-proxy 0 00-");
      caller.writeLine("http://[fd00:18:1::11]:8080/by-ipv6");
      caller.awaitLine("answer 200 fd00:18::11 GET /by-ipv6 0 00-");
      caller.writeLine(BOOKS_URL + "/elsewhere");
      caller.awaitLine("answer 200 198.18.0.11 GET /elsewhere 0 00-");
      admin.authorize(
          "web",
          "no-agent",
          deny("\"from\":[{\"source\":{\"principals\":[\"weft.local/ns/host/sa/agent\"]}}]"));
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(
              () -> {
                caller.writeLine(WEB_URL + "/denied");
                return caller.stdout().contains("web/no-agent");
              });
      admin.unauthorize("web", "no-agent");
    } finally {
      caller.close();
    }
    assertThat(NodeUser.curl(NODE1, WEB_URL).code()).as("in the clear: STRICT").isNotZero();
    assertThat(NODE1.curl(WEB_URL + "/probe").text()).contains("GET /probe").endsWith(" 200");
  }

  private void denied() throws Exception {
    admin.authorize(
        "books",
        "no-secrets",
        deny("\"to\":[{\"operation\":{\"methods\":[\"GET\"],\"paths\":[\"/secret\"]}}]"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> SHELL.curl(BOOKS_URL + "/secret").text().endsWith(" 403"));
    assertThat(SHELL.curl(BOOKS_URL + "/secret").text()).contains("books/no-secrets");
    assertThat(SHELL.curl(BOOKS_URL + "/secret", "-X", "PUT").text()).endsWith(" 200");
    admin.authorize(
        "books",
        "no-shell",
        deny("\"from\":[{\"source\":{\"principals\":[\"weft.local/ns/shell/sa/shell\"]}}]"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> !SHELL.curl(BOOKS_URL).text().endsWith(" 200"));
    assertThat(WEB.curl(BOOKS_URL).text()).endsWith(" 200");
    admin.unauthorize("books", "no-shell");
    admin.unauthorize("books", "no-secrets");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> SHELL.curl(BOOKS_URL + "/secret").text().endsWith(" 200"));
  }

  private void serverFirst() throws Exception {
    long begin = System.nanoTime();
    try (Spoken mail = SHELL.open("python3", Place.script("talk.py"), "198.18.2.10", "2525")) {
      assertThat(mail.hear()).isEqualTo("220 greeter");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      assertThat(mail.say("one")).isEqualTo("250 one");
      assertThat(mail.say("two")).isEqualTo("250 two");
      assertThat(mail.end()).isZero();
    }
  }

  private void datagrams(NodeProxyProcess node1) throws Exception {
    assertThat(SHELL.run("python3", Place.script("datagram.py"), "198.18.2.10", "2525").text())
        .isEqualTo("ping");
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

  private void descriptors(NodeProxyProcess... proxies) throws Exception {
    List<Integer> before = new ArrayList<>();
    for (NodeProxyProcess proxy : proxies) {
      before.add(descriptors(proxy));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(SHELL.curl(i % 2 == 0 ? BOOKS_URL : WEB_URL).text()).endsWith(" 200");
    }
    for (int i = 0; i < proxies.length; i++) {
      NodeProxyProcess proxy = proxies[i];
      int limit = before.get(i) + 5;
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(descriptors(proxy)).isLessThanOrEqualTo(limit));
    }
  }

  private static int descriptors(NodeProxyProcess proxy) {
    String[] all = Path.of("/proc", proxy.process().pid() + "", "fd").toFile().list();
    assertThat(all).isNotNull();
    return all.length;
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
    Path clash = folder.resolve("node2.d").resolve("clash.yaml");
    Files.writeString(clash, pod("clash", "2", "10"));
    Path arriving = folder.resolve("node2.d").resolve("plain.yaml");
    Path draft = folder.resolve("plain.draft");
    Files.writeString(draft, pod("plain", "2", "11"));
    Files.move(draft, arriving);
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
    String java = ProcessHandle.current().info().command().orElse("java");
    String jar = System.getProperty("weft.node-proxy.jar", "");
    assertThat(NODE2.run(java, "-jar", jar, "capture", "status", yaml2.toString()).code()).isZero();
    for (Place node : List.of(NODE1, NODE2)) {
      assertThat(node.run(java, "-jar", jar, "capture", "remove", yaml2.toString()).text())
          .isEqualTo("capture: removed");
      assertThat(node.run("nft", "list", "ruleset").text()).isEmpty();
      for (String family : List.of("-4", "-6")) {
        assertThat(node.run("ip", family, "rule").text()).doesNotContain("fwmark");
        assertThat(node.run("ip", family, "route", "show", "table", "all").text())
            .doesNotContain("table 100");
      }
    }
    assertThat(NODE2.run(java, "-jar", jar, "capture", "status", yaml2.toString()).code())
        .isEqualTo(3);
    assertThat(PLAIN.curl(BOOKS_URL + "/as-before").text()).endsWith(" 200");
  }

  // What they need --------------------------------------------------------------------------------

  private static String deny(String rule) {
    return "{\"action\":\"DENY\",\"rules\":[{" + rule + "}]}";
  }

  private static Spoken started(Place place, String... command) throws IOException {
    Spoken program = place.open(command);
    assertThat(program.hear()).startsWith("listening ");
    return program;
  }

  private JvmProcess jvm(Class<?> main, String place, String account, List<String> arguments)
      throws IOException {
    Jdk running = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    return JvmProcess.on(running)
        .in(place)
        .options(mesh.agent(account, account).options())
        .start(ClassPath.with(List.of()), main, arguments);
  }

  /** A workload under capture, as it stands in a file of its own. */
  private String pod(String name, String node, String number) throws IOException {
    return "name: %1$s\njoin.file: %2$s\nlabels: {app: %1$s}\npod:\n  addresses: [198.18.%3$s.%4$s, 'fd00:18:%3$s::%4$s']\n  ports: {'8080': auto, '2525': tcp}\n"
        .formatted(name, mesh.joinFile(name, name, 5), node, number);
  }

  private NodeProxyProcess proxy(Path yaml, String node) {
    NodeProxyProcess proxy = NodeProxyProcess.start(yaml, node);
    proxies.add(proxy);
    return proxy;
  }

  /** One node's proxy by io_uring, where the kernel lets it be used, and the other's by epoll. */
  private static String transport(String node) throws IOException {
    return node.equals("node1") && !IoUringPolicy.isForbidden() ? "io_uring" : "epoll";
  }

  private Path file(String node, String... pods) throws IOException {
    Path arriving = Files.createDirectory(folder.resolve(node + ".d"));
    for (int i = 0; i < pods.length; i++) {
      Files.writeString(arriving.resolve(i + ".yaml"), pods[i]);
    }
    // A caller of a node whose proxy is down waits as long as a connection may take, and on a busy
    // machine a JVM that has just started takes its time to say a first word.
    String yaml =
        "server: %s\nsniff.timeout: 3s\nadmin: 127.0.0.1:15020\ncapture: node\ncapture.users: %d\nconnect.timeout: 50s\ntrace.store: on\nworkloads.folder: %s\ntransport: %s\n"
            .formatted(mesh.server().address(), NodeUser.ID, arriving, transport(node));
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
