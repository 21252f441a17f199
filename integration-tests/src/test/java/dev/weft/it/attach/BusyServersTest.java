package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestWorkload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are busy while the agent is attached, or close what they listened on before. */
class BusyServersTest {
  private static final byte[] WORDS = "in the clear".getBytes(StandardCharsets.US_ASCII);
  private static final int CLIENTS = 4;

  /** Of each client, once the agent is there. */
  private static final int CALLS_AFTER = 25;

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  static List<Arguments> serversAndJdks() {
    return List.of(
        Arguments.of(Server.SOCKET, 17),
        Arguments.of(Server.SELECTOR, 17),
        Arguments.of(Server.VIRTUAL_THREAD, 25),
        Arguments.of(Server.ASYNCHRONOUS, 25));
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @MethodSource("serversAndJdks")
  void callsThroughoutAnAttach_inPlaintext_workBeforeAndNeverAfter(Server kind, int feature)
      throws Exception {
    Jdk jdk = Jdks.require(feature);
    ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
    CountDownLatch underway = new CountDownLatch(CLIENTS);
    CountDownLatch attached = new CountDownLatch(1);
    try (JvmProcess server = kind.start(jdk)) {
      int port = server.awaitPort();
      List<Future<Integer>> heardAfter = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        heardAfter.add(executor.submit(() -> heardAfter(port, underway, attached)));
      }
      assertThat(underway.await(JvmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());
      attached.countDown();

      for (Future<Integer> heard : heardAfter) {
        assertThat(heard.get(JvmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
      }
    } finally {
      attached.countDown();
      executor.shutdownNow();
    }
  }

  /** How many calls that began after the attach were answered. */
  private static int heardAfter(int port, CountDownLatch underway, CountDownLatch attached)
      throws IOException {
    while (attached.getCount() > 0) {
      if (call(port)) {
        underway.countDown();
      }
    }
    int heard = 0;
    for (int i = 0; i < CALLS_AFTER; i++) {
      heard += call(port) ? 1 : 0;
    }
    return heard;
  }

  /** Whether the words came back; what comes back are they, or it is nothing. */
  private static boolean call(int port) {
    byte[] answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
      socket.getOutputStream().write(WORDS);
      answer = socket.getInputStream().readNBytes(WORDS.length);
    } catch (IOException e) {
      return false;
    }
    if (answer.length == 0) {
      return false;
    }
    assertThat(answer).isEqualTo(WORDS);
    return true;
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void listener_fromBeforeTheAttach_isAnnouncedUntilItIsClosed(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (TestWorkload watcher = mesh.workload("front", "watcher");
        JvmProcess server = Server.SOCKET.start(jdk);
        ClientControl outside = ClientControl.start(jdk, List.of())) {
      int port = server.awaitPort();
      // Keeps the program alive when it is told to stop.
      assertThat(outside.open("old", port)).isEqualTo("ok");
      assertThat(outside.say("old")).isEqualTo("ok");
      assertThat(watcher.lookUp(port).array("endpoints").values()).isEmpty();

      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());
      assertThat(watcher.lookUp(port).array("endpoints").values()).hasSize(1);

      server.endInput();

      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(() -> watcher.lookUp(port).array("endpoints").values().isEmpty());
      assertThat(outside.say("old")).isEqualTo("ok");
      assertThat(server.isAlive()).isTrue();
    }
  }
}
