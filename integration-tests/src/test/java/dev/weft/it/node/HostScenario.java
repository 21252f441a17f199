package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Programs of two machines: on node1 the shell's, known by their user, and others that mark what
 * they open; on node2 a web service's and a reporter's, known by theirs. What is opened by others
 * is not captured.
 */
final class HostScenario {
  /** How many steps there are. */
  static final int STEPS = 7;

  private static final Place NODE1 = new Place("node1");
  private static final Place NODE2 = new Place("node2");
  private static final Place PLAIN = new Place("plain");
  private static final String SHELL = "1001";
  private static final String REPORTER = "1003";
  private static final String WEB_URL = "http://198.18.0.12:8080";
  private static final String WEB_URL_6 = "http://[fd00:18::12]:8080";

  private final Path folder;
  private final Wire wire;
  private final TestMesh mesh;
  private final List<NodeProxyProcess> proxies = new ArrayList<>();

  private HostScenario(Path folder) {
    this.folder = folder;
    this.wire = new Wire(folder);
    this.mesh =
        TestMesh.start(
            "198.18.0.1",
            folder,
            Map.of("node.networks", "198.18.0.11=fd00:18::11,198.18.0.12=fd00:18::12"));
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    HostScenario scenario = new HostScenario(Path.of(arguments[0]));
    try (Spoken web = NODE2.open("node", Place.script("web.mjs"));
        Spoken greeter = NODE2.open("python3", Place.script("greeter.py"))) {
      assertThat(web.hear()).isEqualTo("listening 8080");
      assertThat(greeter.hear()).isEqualTo("listening 2525");
      scenario.run();
    } catch (Steps.FailedException e) {
      scenario.proxies.forEach(proxy -> System.out.println(proxy.process().transcript()));
    } finally {
      scenario.proxies.forEach(NodeProxyProcess::close);
      scenario.mesh.close();
    }
  }

  private void run() throws Exception {
    try (Spoken older =
        NODE1.open(
            "setpriv",
            "--reuid=" + SHELL,
            "--clear-groups",
            "curl",
            "-qsN",
            "telnet://198.18.0.12:2525")) {
      assertThat(older.hear()).isEqualTo("220 greeter");
      steps(older);
    }
  }

  private void steps(Spoken older) throws Exception {
    Path yaml1 = file("node1", process("shell", SHELL, "") + matched("marker", "mark: 0x20", ""));
    Path yaml2 =
        file(
            "node2",
            process("web", "1002", "    ports: {'8080': auto}\n")
                + process("reporter", REPORTER, ""));
    proxies.add(NodeProxyProcess.start(yaml1, "node1"));
    proxies.add(NodeProxyProcess.start(yaml2, "node2"));

    step(
        "connectionFromBefore_goesOn",
        () -> assertThat(older.say("still there")).isEqualTo("250 still there"));
    step("acrossMachines_sourceKeptAndNothingInTheClear", this::acrossMachines);
    step("otherUsers_areOutside", this::otherUsers);
    step("byMark_ofTheMesh", HostScenario::byMark);
    step("sameMachine_judged", this::sameMachine);
    step("proxyKilled_refusedUntilItIsBack", () -> killed(yaml2));
    step("removed_nothingIsLeft", () -> removed(yaml1));
  }

  private void acrossMachines() throws Exception {
    awaitText(NODE1, SHELL, WEB_URL, " 00-");
    String seen =
        wire.during(
            () -> {
              assertThat(as(NODE1, SHELL, WEB_URL + "/" + Wire.MARKER).text())
                  .contains("198.18.0.11 GET /" + Wire.MARKER)
                  .endsWith(" 200");
              assertThat(as(NODE1, SHELL, WEB_URL_6 + "/" + Wire.MARKER).text())
                  .contains("fd00:18::11 GET /" + Wire.MARKER)
                  .endsWith(" 200");
            });
    assertThat(seen).doesNotContain(Wire.MARKER);
  }

  private void otherUsers() throws Exception {
    assertThat(PLAIN.curl(WEB_URL).text()).contains("198.18.2.11").endsWith(" 200");
    mesh.admin().mode("web", "STRICT");
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> NODE1.curl(WEB_URL).code() != 0);
    assertThat(PLAIN.curl(WEB_URL).code()).isNotZero();
    assertThat(NODE2.curl(WEB_URL).code()).as("by the machine's address").isNotZero();
    assertThat(NODE2.curl("http://127.0.0.1:8080/probe").text()).endsWith(" 200");
    assertThat(as(NODE1, SHELL, WEB_URL).text()).endsWith(" 200");
  }

  /** The web service is STRICT by now. */
  private static void byMark() throws Exception {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> assertThat(marked("20").text()).contains(" 200 ").contains("198.18.0.11 GET / "));
    assertThat(marked("40").code()).isNotZero();
  }

  private static Place.Result marked(String mark) throws IOException, InterruptedException {
    return NODE1.run("python3", Place.script("marked.py"), "198.18.0.12", "8080", mark);
  }

  private void sameMachine() throws Exception {
    awaitText(NODE2, REPORTER, WEB_URL, "198.18.0.12 GET / ");
    mesh.admin()
        .authorize(
            "web",
            "no-reporter",
            "{\"action\":\"DENY\",\"rules\":[{\"from\":[{\"source\":{\"principals\":"
                + "[\"weft.local/ns/reporter/sa/reporter\"]}}]}]}");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> !as(NODE2, REPORTER, WEB_URL).text().endsWith(" 200"));
    assertThat(as(NODE1, SHELL, WEB_URL).text()).endsWith(" 200");
    mesh.admin().unauthorize("web", "no-reporter");
  }

  private void killed(Path yaml) throws Exception {
    proxies.get(1).process().kill();
    assertThat(as(NODE1, SHELL, WEB_URL).code()).isNotZero();
    assertThat(as(NODE2, REPORTER, "http://198.18.2.11:8080").code()).isNotZero();
    proxies.add(NodeProxyProcess.start(yaml, "node2"));
    awaitText(NODE1, SHELL, WEB_URL, "198.18.0.11 GET / ");
  }

  private void removed(Path yaml) throws Exception {
    proxies.forEach(NodeProxyProcess::close);
    String java = ProcessHandle.current().info().command().orElse("java");
    String jar = System.getProperty("weft.node-proxy.jar", "");
    for (Place node : List.of(NODE1, NODE2)) {
      assertThat(
              node.run(java, "-XX:-UsePerfData", "-jar", jar, "capture", "remove", yaml.toString())
                  .text())
          .isEqualTo("capture: removed");
      assertThat(node.run("nft", "list", "ruleset").text()).isEmpty();
    }
    assertThat(PLAIN.curl(WEB_URL).text()).endsWith(" 200");
  }

  private static void awaitText(Place place, String user, String url, String text) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(as(place, user, url).text()).contains(text));
  }

  /** What curl gets when that user runs it. */
  private static Place.Result as(Place place, String user, String url)
      throws IOException, InterruptedException {
    return place.run(
        "setpriv",
        "--reuid=" + user,
        "--clear-groups",
        "curl",
        "-qsS",
        "--max-time",
        "10",
        "-w",
        " %{http_code}",
        url);
  }

  private String process(String name, String user, String more) throws IOException {
    return matched(name, "uid: " + user, more);
  }

  private String matched(String name, String match, String more) throws IOException {
    return "- name: %1$s\n  join.file: %2$s\n  labels: {app: %1$s}\n  process:\n    %3$s\n%4$s"
        .formatted(name, mesh.joinFile(name, name, 5), match, more);
  }

  private Path file(String node, String processes) throws IOException {
    String yaml =
        "server: %s\nsniff.timeout: 3s\nadmin: 127.0.0.1:15020\ncapture: host\ntrace.store: on\nworkloads:\n%s"
            .formatted(mesh.server().address(), processes);
    return Files.writeString(folder.resolve(node + ".yaml"), yaml);
  }
}
