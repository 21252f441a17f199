package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdk;
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
 * Programs of a machine that are known by their cgroup, which comes and goes as that of a service
 * does, beside one that marks what it opens; and a web service on another machine that lets in
 * nobody without identity.
 */
final class HostCgroupScenario {
  /** How many steps there are. */
  static final int STEPS = 5;

  private static final Place NODE1 = new Place("node1");
  private static final Place NODE2 = new Place("node2");
  private static final String WEB_URL = "http://198.18.0.12:8080";

  /** A network namespace comes with a fresh /sys, in which cgroups are not mounted. */
  private static final String WITH_CGROUPS = "mount -t cgroup2 none /sys/fs/cgroup && exec \"$@\"";

  private final Cgroup root = new Cgroup(Path.of(System.getProperty("weft.test.cgroup", "")));
  private final Path folder;
  private final TestMesh mesh;
  private final List<NodeProxyProcess> proxies = new ArrayList<>();

  private HostCgroupScenario(Path folder) {
    this.folder = folder;
    this.mesh = TestMesh.start("198.18.0.1", folder, Map.of());
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    HostCgroupScenario scenario = new HostCgroupScenario(Path.of(arguments[0]));
    try (Spoken web = NODE2.open("node", Place.script("web.mjs"))) {
      assertThat(web.hear()).isEqualTo("listening 8080");
      scenario.run();
    } catch (Steps.FailedException e) {
      scenario.proxies.forEach(proxy -> System.out.println(proxy.process().transcript()));
    } finally {
      scenario.proxies.forEach(NodeProxyProcess::close);
      scenario.mesh.close();
    }
  }

  private void run() throws Exception {
    String group = "cgroup: " + root.folder().getFileName() + "/billing.service";
    Path yaml =
        file(
            "node1",
            process("billing", group + "\n    ports: {'9090': tcp}")
                + process("marker", "mark: 0x20"));
    proxies.add(
        NodeProxyProcess.start(
            file("node2", process("web", "uid: 1002\n    ports: {'8080': auto}")), "node2"));
    mesh.admin().mode("web", "STRICT");
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> NODE1.curl(WEB_URL).code() != 0);

    step("cgroupThatIsNotThere_keepsNoOtherOut", () -> begin(yaml));
    step("cgroupThatComes_itsProcessesAlone", this::comes);
    step("cgroupThatGoes_rulesOfOthersAreKept", this::goes);
    step("cgroupMadeAnew_capturedAgain", this::comes);
    step("removed_nothingIsLeft", () -> removed(yaml));
  }

  private void begin(Path yaml) throws Exception {
    Jdk running = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    List<String> command = List.of("ip", "netns", "exec", "node1", "sh", "-c", WITH_CGROUPS, "-");
    proxies.add(NodeProxyProcess.start(yaml, running, command));
    node1().awaitLine("event=capture\\.failed cgroup=\\S+/billing\\.service ");
    awaitMarked();
  }

  private void comes() throws Exception {
    Cgroup billing = root.inner("billing.service");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(within(billing).text()).contains("198.18.0.11 GET / ").endsWith(" 200"));
    assertThat(within(billing.inner("worker")).text()).as("below it").endsWith(" 200");
    assertThat(within(root.inner("other.service")).code()).as("beside it").isNotZero();
    assertThat(NODE1.curl(WEB_URL).code()).as("in none").isNotZero();
  }

  private void goes() throws Exception {
    root.inner("billing.service").remove();
    assertThat(NODE1.run("nft", "flush", "ruleset").code()).isZero();
    awaitMarked();
    assertThat(NODE1.run("nft", "list", "table", "inet", "weft").text())
        .contains("9090")
        .doesNotContain("cgroupv2");
  }

  private void removed(Path yaml) throws Exception {
    proxies.forEach(NodeProxyProcess::close);
    String java = ProcessHandle.current().info().command().orElse("java");
    String jar = System.getProperty("weft.node-proxy.jar", "");
    assertThat(
            NODE1
                .run(java, "-XX:-UsePerfData", "-jar", jar, "capture", "remove", yaml.toString())
                .text())
        .isEqualTo("capture: removed");
    assertThat(NODE1.run("nft", "list", "ruleset").text()).isEmpty();
    assertThat(within(root.inner("billing.service")).code()).as("closed by node2").isNotZero();
  }

  private JvmProcess node1() {
    return proxies.get(1).process();
  }

  private static void awaitMarked() {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        NODE1
                            .run("python3", Place.script("marked.py"), "198.18.0.12", "8080", "20")
                            .text())
                    .contains(" 200 "));
  }

  /** What curl gets there when it is a process of {@code cgroup}. */
  private static Place.Result within(Cgroup cgroup) throws IOException, InterruptedException {
    return NODE1.runBy(
        cgroup.command(), "curl", "-qsS", "--max-time", "10", "-w", " %{http_code}", WEB_URL);
  }

  private String process(String name, String match) throws IOException {
    return "- name: %1$s\n  join.file: %2$s\n  labels: {app: %1$s}\n  process:\n    %3$s\n"
        .formatted(name, mesh.joinFile(name, name, 5), match);
  }

  private Path file(String node, String processes) throws IOException {
    String yaml =
        "server: %s\nadmin: 127.0.0.1:15020\ncapture: host\nworkloads:\n%s"
            .formatted(mesh.server().address(), processes);
    return Files.writeString(folder.resolve(node + ".yaml"), yaml);
  }
}
