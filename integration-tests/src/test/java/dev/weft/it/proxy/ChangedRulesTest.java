package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are open at a proxy when the rules change are held to the new ones. */
class ChangedRulesTest {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();
  private static final String DENIAL =
      """
      {"action":"DENY","rules":[{"from":[{"source":{"principals":["weft.local/ns/front/sa/client"]}}]}]}
      """;

  private TestMesh mesh;
  private ServerSocket program;
  private NodeProxyProcess proxy;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    program = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    program.setSoTimeout(PATIENCE);
    String listener =
        "{inbound: '127.0.0.1:0', to: '127.0.0.1:" + program.getLocalPort() + "', protocol: tcp}";
    proxy = mesh.nodeProxy("back", "server", "{}", List.of(listener));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    program.close();
    mesh.close();
  }

  @Test
  void portBecomesStrict_openPlaintextIsCut() throws Exception {
    try (Socket client = connect();
        Socket called = talk(client)) {
      mesh.admin().mode("back", "STRICT");

      assertCut(client, called);
    }
  }

  @Test
  void principalBecomesDenied_itsOpenConnectionIsCut() throws Exception {
    try (Socket client = tls(connect());
        Socket called = talk(client)) {
      mesh.admin().authorize("back", "no-clients", DENIAL);

      assertCut(client, called);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(0));
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  /** Shakes hands as {@code front/client}. */
  private SSLSocket tls(Socket over) throws Exception {
    SSLSocket client =
        (SSLSocket)
            mesh.workload("front", "client")
                .credentials()
                .context()
                .getSocketFactory()
                .createSocket(over, "127.0.0.1", over.getPort(), true);
    SSLParameters parameters = client.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"weft/1"});
    client.setSSLParameters(parameters);
    client.startHandshake();
    return client;
  }

  /** The program's end of a connection on which the client has said something. */
  private Socket talk(Socket client) throws IOException {
    client.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
    Socket called = program.accept();
    called.setSoTimeout(PATIENCE);
    assertThat(called.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
    if (client instanceof SSLSocket) {
      assertThat(client.getInputStream().readNBytes(2)).containsExactly(0, 0);
    }
    return called;
  }

  /** By a reset at both ends, so that neither takes it for an end. */
  private static void assertCut(Socket client, Socket called) {
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> called.getInputStream().read()).isInstanceOf(SocketException.class);
  }
}
