package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of the finer points of a connection on its way through the proxy. The programs
 * behind it are this test's own, and agree to whatever they are asked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxiedProgramTest {
  private static final int TIMEOUT_MILLIS = (int) JvmProcess.PATIENCE.toMillis();

  private TestMesh mesh;
  private ServerSocket web;
  private ServerSocket counter;
  private NodeProxyProcess proxy;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    web = serve(ProxiedProgramTest::answer);
    counter = serve(ProxiedProgramTest::count);
    proxy =
        mesh.nodeProxy(
            "back",
            "server",
            "{}",
            List.of(
                "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: http}"
                    .formatted(web.getLocalPort()),
                "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d'}".formatted(counter.getLocalPort()),
                "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: tcp}"
                    .formatted(counter.getLocalPort())));
  }

  @AfterAll
  void stop() throws IOException {
    assertThat(proxy.process().stdout()).doesNotContain("LEAK", "event=fault");
    proxy.close();
    web.close();
    counter.close();
    mesh.close();
  }

  @Test
  void request_thatExpectsToContinue_isToldToAndAnswered() throws IOException {
    try (Socket client = plain(0)) {
      send(
          client,
          "POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      assertThat(head(client.getInputStream())).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      send(client, "hello");

      assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 200 ");
      assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "websocket, h2c", "x"})
  void upgrade_toOtherThanWebSocket_isNotPassedOn(String to) throws IOException {
    try (Socket client = plain(0)) {
      send(client, upgrade("Upgrade, HTTP2-Settings", to));

      // The program would have agreed: what comes behind would have been judged by nobody.
      assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void upgrade_toWebSocket_isPassedOnWithTheBytesBehindIt() throws IOException {
    try (Socket client = plain(0)) {
      send(client, upgrade("Upgrade", "websocket"));

      assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 101 ");
      send(client, "frames");
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("frames");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stream_endedAtOnceInTheClear_isAnswered(int listener) throws IOException {
    try (Socket client = plain(listener)) {
      send(client, "{five}");
      client.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("got 6");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stream_longerThanEveryBuffer_arrivesWholeBeforeItsEnd(int listener) throws IOException {
    byte[] bytes = new byte[16 << 20];
    try (Socket client = plain(listener)) {
      client.getOutputStream().write(bytes);
      client.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes())
          .asString()
          .isEqualTo("got " + bytes.length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stream_endedAtOnceInTheMesh_isAnswered(int listener) throws Exception {
    try (SSLSocket client =
        (SSLSocket)
            mesh.workload("front", "client")
                .credentials()
                .context()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), proxy.ports().get(listener))) {
      client.setSoTimeout(TIMEOUT_MILLIS);
      SSLParameters parameters = client.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"weft/1"});
      client.setSSLParameters(parameters);
      // Before the verdict is here, as agents do.
      client.getOutputStream().write("{five}".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();

      assertThat(client.getInputStream().readNBytes(2)).containsExactly(0, 0);
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("got 6");
    }
  }

  private static String upgrade(String connection, String to) {
    return """
        GET /open HTTP/1.1
        Host: a
        Connection: %s
        Upgrade: %s
        HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA
        Content-Length: 0

        """
        .formatted(connection, to)
        .replace("\n", "\r\n");
  }

  private Socket plain(int listener) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(listener));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Everything up to the empty line. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Agrees to any upgrade, and then says what it hears; else answers a body with itself. */
  private static void answer(InputStream in, OutputStream out) throws IOException {
    String head = head(in);
    String lower = head.toLowerCase(Locale.ROOT);
    int upgrade = lower.indexOf("\r\nupgrade: ");
    if (upgrade >= 0) {
      String to = head.substring(upgrade + 11, head.indexOf("\r\n", upgrade + 2));
      out.write(
          ascii("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: " + to + "\r\n\r\n"));
      in.transferTo(out);
      return;
    }
    if (lower.contains("expect: 100-continue")) {
      out.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    int length = lower.contains("content-length: 5") ? 5 : 0;
    out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n"));
    out.write(in.readNBytes(length));
  }

  /** Hears everything before it says anything. */
  private static void count(InputStream in, OutputStream out) throws IOException {
    out.write(ascii("got " + in.readAllBytes().length));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What a program does with a connection. */
  private interface Script {
    void run(InputStream in, OutputStream out) throws IOException;
  }

  private static ServerSocket serve(Script script) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (!listener.isClosed()) {
            Socket accepted = listener.accept();
            daemon(
                () -> {
                  try (accepted) {
                    script.run(accepted.getInputStream(), accepted.getOutputStream());
                  }
                });
          }
        });
    return listener;
  }

  /** Something that fails when its connection does, which the other side sees. */
  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The test's client judges what it got.
                return;
              }
            },
            "program");
    thread.setDaemon(true);
    thread.start();
  }
}
