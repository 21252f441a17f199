package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that has as many clients as it may. */
@SuppressWarnings("try") // One of the connections is closed before the end.
class MaxConnectionsTest {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();

  @Test
  void client_whenAsManyAreOpenAsMayBe_isClosedUntilOneGoes(@TempDir Path folder) throws Exception {
    try (ServerSocket program = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TestMesh mesh = TestMesh.start(folder, Map.of());
        NodeProxyProcess proxy =
            mesh.nodeProxy(
                "back",
                "server",
                "{}",
                List.of(
                    "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: http}"
                        .formatted(program.getLocalPort())),
                "max.connections: 2\n");
        Socket first = connect(proxy);
        Socket second = connect(proxy)) {
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(
              () -> assertThat(metrics(proxy)).contains("weft_proxy_connections_open 2\n"));

      assertThat(isClosed(proxy)).isTrue();
      proxy.process().awaitLine("event=connections\\.full .*done=closed");
      assertThat(metrics(proxy))
          .contains(
              "weft_proxy_connections_refused_total{direction=\"inbound\",reason=\"full\"} 1\n");
      assertThat(first.isConnected() && second.isConnected()).isTrue();

      first.close();
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(
              () -> assertThat(metrics(proxy)).contains("weft_proxy_connections_open 1\n"));
      try (Socket next = connect(proxy)) {
        next.getOutputStream()
            .write("GET /a b HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(next.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 400");
      }
    }
  }

  @Test
  void circleOfTwoProxies_isEndedAtTheLimitAndLeavesNothing(@TempDir Path folder) throws Exception {
    int there = FreePort.pick();
    int back = FreePort.pick();
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        NodeProxyProcess first = mapped(mesh, "first", there, back);
        NodeProxyProcess second = mapped(mesh, "second", back, there)) {
      try (Socket client = connect(first)) {
        assertThat(client.getInputStream().read()).isNegative();
      } catch (SocketException e) {
        assertThat(e).hasMessageContaining("reset");
      }
      for (NodeProxyProcess proxy : List.of(first, second)) {
        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .untilAsserted(
                () -> assertThat(metrics(proxy)).contains("weft_proxy_connections_open 0\n"));
      }
      assertThat(first.process().stdout() + second.process().stdout())
          .contains("event=connections.full");
    }
  }

  private static NodeProxyProcess mapped(TestMesh mesh, String name, int from, int to)
      throws IOException {
    String circle = "{outbound: '127.0.0.1:%d', to: '127.0.0.1:%d', outside: true}";
    return mesh.nodeProxy(
        name, name, "{}", List.of(circle.formatted(from, to)), "max.connections: 40\n");
  }

  private static Socket connect(NodeProxyProcess proxy) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(0));
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  /** Whether the proxy ends a new connection on which nothing was said. */
  private static boolean isClosed(NodeProxyProcess proxy) throws IOException {
    try (Socket socket = connect(proxy)) {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true; // reset
    }
  }

  private static String metrics(NodeProxyProcess proxy) throws IOException {
    URI pages = URI.create("http://127.0.0.1:" + proxy.adminPort() + "/metrics");
    HttpURLConnection connection = (HttpURLConnection) pages.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE);
    connection.setReadTimeout(PATIENCE);
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
