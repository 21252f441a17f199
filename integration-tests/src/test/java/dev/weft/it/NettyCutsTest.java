package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.NettyTold;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Connections that are open are cut when the rules change, and Netty's channels are told of it in
 * the same way on epoll as on the JDK's sockets.
 */
class NettyCutsTest {
  private static final String DENY =
      """
      {"action":"DENY","rules":[{"from":[{"source":{"namespaces":["front"]}}]}]}
      """;

  @TempDir private Path folder;

  private static JvmProcess start(
      NettyRelease release, String transport, String role, List<String> options) {
    Jdk jdk = Jdks.require(release == NettyRelease.V41_EPOLL ? 17 : 25);
    return release.start(jdk, options, NettyTold.class, List.of(transport, role));
  }

  private static List<String> told(JvmProcess server) {
    return server.stdout().lines().filter(line -> line.startsWith("told ")).toList();
  }

  @ParameterizedTest
  @CsvSource({"V41_EPOLL,epoll", "V42_EPOLL,epoll", "V42_EPOLL,nio"})
  void rule_denies_openConnectionIsCutAndBothEndsAreTold(NettyRelease release, String transport)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      try (JvmProcess server =
              start(release, transport, "server", mesh.agent("back", "server").options());
          ClientControl client =
              ClientControl.of(
                  start(release, transport, "client", mesh.agent("front", "client").options()))) {
        int port = server.awaitPort();
        assertThat(client.open("open", port)).isEqualTo("ok");
        assertThat(client.say("open")).isEqualTo("ok");
        assertThat(told(server)).isEmpty();

        mesh.admin().authorize("back", "rule", DENY);

        // Nobody does anything: the end is told, not found.
        server.awaitLine("^told inactive$");
        assertThat(told(server))
            .satisfiesExactly(
                one ->
                    assertThat(one)
                        .startsWith("told failed MeshSocketException: connection from spiffe://")
                        .contains(" cut: ")
                        .endsWith("explicit-deny by back/rule[0]"),
                two -> assertThat(two).isEqualTo("told inactive"));
        assertThat(client.say("open"))
            .startsWith("failed MeshSocketException: connection with ")
            .endsWith(" ended without close_notify: it was cut or truncated");
        awaitRefusal(client, port);

        mesh.admin().unauthorize("back", "rule");

        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .untilAsserted(() -> assertThat(client.call(port)).isEqualTo("ok"));
        assertThat(server.stderr()).isEmpty();
        assertThat(client.process().stderr()).isEmpty();
      }
    }
  }

  private static void awaitRefusal(ClientControl client, int port) {
    assertThat(client.call(port))
        .startsWith("failed MeshSocketException: ")
        .endsWith("explicit-deny by back/rule[0]");
  }

  @ParameterizedTest
  @CsvSource({"V41_EPOLL,epoll", "V42_EPOLL,epoll", "V42_EPOLL,nio"})
  void mode_becomesStrict_openPlaintextIsCutAndMeshedGoesOn(NettyRelease release, String transport)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      try (JvmProcess server =
              start(release, transport, "server", mesh.agent("back", "server").options());
          ClientControl outside = ClientControl.of(start(release, transport, "client", List.of()));
          ClientControl inside =
              ClientControl.of(
                  start(release, transport, "client", mesh.agent("front", "client").options()))) {
        int port = server.awaitPort();
        assertThat(outside.open("plain", port)).isEqualTo("ok");
        assertThat(outside.say("plain")).isEqualTo("ok");
        assertThat(inside.open("meshed", port)).isEqualTo("ok");
        assertThat(inside.say("meshed")).isEqualTo("ok");

        mesh.admin().mode("back", "STRICT");

        server.awaitLine("^told inactive$");
        assertThat(told(server))
            .satisfiesExactly(
                one ->
                    assertThat(one)
                        .startsWith("told failed MeshSocketException: connection from ")
                        .endsWith("cut: plaintext, and port " + port + " is STRICT now"),
                two -> assertThat(two).isEqualTo("told inactive"));
        assertThat(outside.say("plain")).isEqualTo("inactive");
        assertThat(inside.say("meshed")).isEqualTo("ok");
        assertThat(outside.call(port)).isNotEqualTo("ok");
        assertThat(server.stderr()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"V41_EPOLL", "V42_EPOLL"})
  void client_leavesWhileItOpens_serverThatDoesNotReadIsTold(NettyRelease release)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      try (JvmProcess server =
          start(release, "epoll", "idle", mesh.agent("back", "server").options())) {
        new Socket(InetAddress.getLoopbackAddress(), server.awaitPort()).close();

        // The kernel says so once (EPOLLRDHUP), while the handshake waits for its first bytes.
        server.awaitLine("^told inactive$");
        assertThat(server.stderr()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"V41_EPOLL", "V42_EPOLL"})
  void serversFirstWords_silentClients_holdNoEventLoopUp(NettyRelease release) throws Exception {
    // Many clients that say nothing, each of whom is waited for, on two event loops.
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess server =
            start(
                release,
                "epoll",
                "greeter",
                mesh.agent("back", "server", "sniff.timeout=2s").options())) {
      int port = server.awaitPort();
      long start = System.nanoTime();

      assertThat(Silent.greeted(port, 20)).isEqualTo(20);

      // One after another they would take forty seconds.
      assertThat((System.nanoTime() - start) / 1_000_000_000).isBetween(1L, 15L);
      assertThat(server.stderr()).isEmpty();
    }
  }

  /** Clients in plaintext that wait to be spoken to. */
  private static final class Silent {
    private Silent() {}

    static int greeted(int port, int count) throws IOException {
      Socket[] sockets = new Socket[count];
      int greeted = 0;
      try {
        for (int i = 0; i < count; i++) {
          sockets[i] = new Socket(InetAddress.getLoopbackAddress(), port);
          sockets[i].setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
        }
        for (Socket socket : sockets) {
          greeted += socket.getInputStream().read() < 0 ? 0 : 1;
        }
      } finally {
        for (Socket socket : sockets) {
          if (socket != null) {
            socket.close();
          }
        }
      }
      return greeted;
    }
  }
}
