package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A node with the settings that hold when none are given: strangers meet a pod's server that speaks
 * first, and pods come and go, many times.
 */
final class TurnoverScenario {
  /** How many steps there are. */
  static final int STEPS = 2;

  private static final Place BOOKS = new Place("books");
  private static final Place NODE2 = new Place("node2");
  private static final String MAIL = "198.18.2.10";
  private static final int ROUNDS = 6;
  private static final int GUESTS = 10;

  /** What may differ for other reasons; one left by each guest would be far more. */
  private static final int SLACK = 5;

  private final Path folder;
  private final Nodes nodes;

  private TurnoverScenario(Path folder) {
    this.folder = folder;
    this.nodes = new Nodes(folder);
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    TurnoverScenario scenario = new TurnoverScenario(Path.of(arguments[0]));
    try {
      scenario.run();
    } catch (Steps.FailedException e) {
      scenario.nodes.transcripts();
    } finally {
      scenario.nodes.close();
    }
  }

  private void run() throws Exception {
    nodes.started(BOOKS, "python3", Place.script("greeter.py"));
    Files.createDirectory(nodes.pods("node2"));
    nodes.add("node2", "books", nodes.pod("books", "2", "10", ""));
    Path yaml =
        Files.writeString(
            folder.resolve("node2.yaml"),
            "server: %s\nadmin: 127.0.0.1:15020\ncapture: node\nworkloads.folder: %s\n"
                .formatted(nodes.mesh().server().address(), nodes.pods("node2")));
    Jdk running = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    NodeProxyProcess proxy = nodes.proxy(yaml, "node2", running);

    step("serverFirst_strangerIsGreetedAfterTheDefaultTimeout", TurnoverScenario::stranger);
    step("podsComeAndGoManyTimes_nothingOfThemIsLeft", () -> turnover(proxy));
  }

  /** The least of some, since this machine may be busy: it bounds the stall from both sides. */
  private static void stranger() throws Exception {
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waits.add(greeted());
    }
    assertThat(waits.stream().min(Duration::compareTo).orElseThrow())
        .as("sniff.timeout is 300 ms")
        .isBetween(Duration.ofMillis(290), Duration.ofMillis(900));
  }

  private static Duration greeted() throws IOException {
    long begin = System.nanoTime();
    try (Socket client = new Socket(MAIL, 2525)) {
      client.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(in.readLine()).isEqualTo("220 greeter");
      Duration wait = Duration.ofNanos(System.nanoTime() - begin);
      client.getOutputStream().write("HELO\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(in.readLine()).isEqualTo("250 HELO");
      return wait;
    }
  }

  private void turnover(NodeProxyProcess proxy) throws Exception {
    Path join = nodes.mesh().joinFile("guest", "guest", GUESTS * ROUNDS * 2);
    turn(join);
    Held before = Held.by(proxy);
    for (int i = 1; i < ROUNDS; i++) {
      turn(join);
    }
    assertThat(NODE2.curl("http://127.0.0.1:15020/metrics").text())
        .contains("weft_proxy_svid_issued_total " + (GUESTS * ROUNDS + 1) + "\n");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> {
              Held now = Held.by(proxy);
              assertThat(now.threads()).isLessThanOrEqualTo(before.threads() + SLACK);
              assertThat(now.descriptors()).isLessThanOrEqualTo(before.descriptors() + SLACK);
              assertThat(now.listeners()).isEqualTo(before.listeners());
            });
  }

  /** All guests come, get their identity, and go. */
  private void turn(Path join) throws Exception {
    List<Path> guests = new ArrayList<>();
    for (int i = 0; i < GUESTS; i++) {
      String pod =
          "name: guest%1$d\njoin.file: %2$s\nlabels: {app: guest}\npod:\n  addresses: [%3$s]\n  ports: {'8080': auto}\n"
              .formatted(i, join, address(i));
      guests.add(nodes.add("node2", "guest" + i, pod));
    }
    awaitTable(true);
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> NODE2.curl("http://127.0.0.1:15020/readyz").text().endsWith(" 200"));
    for (Path guest : guests) {
      Files.delete(guest);
    }
    awaitTable(false);
  }

  private static void awaitTable(boolean there) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> {
              String table = NODE2.run("nft", "list", "table", "inet", "weft").text();
              assertThat(table).contains(MAIL);
              for (int i = 0; i < GUESTS; i++) {
                assertThat(table.contains(address(i))).as(table).isEqualTo(there);
              }
            });
  }

  private static String address(int guest) {
    return "198.18.2.1" + (10 + guest);
  }

  /**
   * What a proxy holds.
   *
   * @param listeners of IPv4 and IPv6, in its network namespace
   */
  private record Held(int threads, int descriptors, long listeners) {
    static Held by(NodeProxyProcess proxy) throws IOException {
      Path process = Path.of("/proc", String.valueOf(proxy.process().pid()));
      String[] threads = process.resolve("task").toFile().list();
      assertThat(threads).isNotNull();
      long listeners = listening(process, "tcp") + listening(process, "tcp6");
      return new Held(threads.length, PodChecks.descriptors(proxy), listeners);
    }

    private static long listening(Path process, String family) throws IOException {
      return Files.readAllLines(process.resolve("net").resolve(family)).stream()
          .filter(line -> line.matches(" *\\S+ \\S+ \\S+ 0A .*"))
          .count();
    }
  }
}
