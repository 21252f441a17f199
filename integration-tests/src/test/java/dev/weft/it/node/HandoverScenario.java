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
 * A node's proxy of a new release takes over from the one before while connections are opened to a
 * captured pod, and by it, one after the other: none fails.
 */
final class HandoverScenario {
  /** How many steps there are. */
  static final int STEPS = 2;

  private static final Place BOOKS = new Place("books");
  private static final Place PLAIN = new Place("plain");
  private static final Place NODE2 = new Place("node2");
  private static final String BOOKS_AT = "198.18.2.10";
  private static final String PLAIN_AT = "198.18.2.11";

  private final Path folder;
  private final TestMesh mesh;
  private final List<NodeProxyProcess> proxies = new ArrayList<>();

  private HandoverScenario(Path folder) {
    this.folder = folder;
    this.mesh =
        TestMesh.start("198.18.0.1", folder, Map.of("node.networks", "198.18.0.12=198.18.2.0/24"));
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    HandoverScenario scenario = new HandoverScenario(Path.of(arguments[0]));
    try (Spoken books = BOOKS.open("node", Place.script("web.mjs"));
        Spoken plain = PLAIN.open("node", Place.script("web.mjs"))) {
      assertThat(books.hear()).isEqualTo("listening 8080");
      assertThat(plain.hear()).isEqualTo("listening 8080");
      scenario.run();
    } catch (Steps.FailedException e) {
      scenario.proxies.forEach(proxy -> System.out.println(proxy.process().transcript()));
    } finally {
      scenario.proxies.forEach(NodeProxyProcess::close);
      scenario.mesh.close();
    }
  }

  private void run() throws Exception {
    // Else the kernel loses what it has queued at a port that closes.
    assertThat(NODE2.run("sysctl", "-qw", "net.ipv4.tcp_migrate_req=1").code()).isZero();
    NodeProxyProcess first = start(15020);

    step("secondProxy_takesOverWithoutAFailedConnection", () -> handOver(first));
    step("secondProxy_keepsTheRules", this::flushed);
  }

  private void handOver(NodeProxyProcess first) throws Exception {
    try (Spoken in = PLAIN.open("python3", Place.script("load.py"), BOOKS_AT, "8080");
        Spoken out = BOOKS.open("python3", Place.script("load.py"), PLAIN_AT, "8080")) {
      goOn(in, out);
      NodeProxyProcess second = start(15021);
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(() -> NODE2.curl("http://127.0.0.1:15021/readyz").text().endsWith(" 200"));
      goOn(in, out);
      first.process().terminate();
      for (int i = 0; i < 3; i++) {
        goOn(in, out);
      }
      assertThat(first.process().stdout())
          .contains("event=proxy.stopped drained=true cut=0")
          .doesNotContain("event=capture.repaired");
      assertThat(second.process().stdout()).doesNotContain("event=capture.repaired");
      assertThat(NODE2.curl("http://127.0.0.1:15021/metrics").text())
          .containsPattern("accepted_total\\{direction=\"inbound\"} [1-9]")
          .containsPattern("accepted_total\\{direction=\"outbound\"} [1-9]");
    }
  }

  /** A hundred more at least, of each. */
  private static void goOn(Spoken... loads) throws IOException {
    for (Spoken load : loads) {
      // What was heard late was said before.
      assertThat(load.hear()).matches("\\d+");
      assertThat(load.hear()).matches("\\d+");
    }
  }

  private void flushed() throws Exception {
    assertThat(NODE2.run("nft", "flush", "ruleset").code()).isZero();
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> NODE2.run("nft", "list", "table", "inet", "weft").text().contains(BOOKS_AT));
  }

  private NodeProxyProcess start(int admin) throws IOException {
    String yaml =
        "server: %s\nadmin: 127.0.0.1:%d\ncapture: node\nshare.ports: on\nworkloads:\n- name: books\n  join.file: %s\n  labels: {app: books}\n  pod:\n    addresses: [%s]\n    ports: {'8080': auto}\n"
            .formatted(
                mesh.server().address(), admin, mesh.joinFile("books", "books", 1), BOOKS_AT);
    Path file = Files.writeString(folder.resolve("proxy-" + admin + ".yaml"), yaml);
    NodeProxyProcess proxy = NodeProxyProcess.start(file, "node2");
    proxies.add(proxy);
    return proxy;
  }
}
