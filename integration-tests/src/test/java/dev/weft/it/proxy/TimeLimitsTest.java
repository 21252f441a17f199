package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Connections and requests that somebody lets rest, and for how long they may. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeLimitsTest {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();
  private static final int WEB = 0;
  private static final int BYTES = 1;
  private static final int STREAMS = 2;

  /** Longer than a connection may rest, and shorter than a request may. */
  private static final int SLOW_MILLIS = 1200;

  private final HeldHttp2Program streams = new HeldHttp2Program();
  private TestMesh mesh;
  private ServerSocket web;
  private NodeProxyProcess proxy;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (true) {
            Socket accepted = web.accept();
            daemon(() -> answer(accepted));
          }
        });
    String to = "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: %s}";
    proxy =
        mesh.nodeProxy(
            "back",
            "server",
            "{}",
            List.of(
                to.formatted(web.getLocalPort(), "http"),
                to.formatted(web.getLocalPort(), "tcp"),
                to.formatted(streams.port(), "http2")),
            "idle.timeout: 400ms\nstream.idle.timeout: 3s\n");
  }

  @AfterAll
  void stop() throws IOException {
    assertThat(proxy.process().stdout()).doesNotContain("LEAK", "event=fault");
    proxy.close();
    web.close();
    streams.close();
    mesh.close();
  }

  @Test
  void connection_betweenRequests_isClosed() throws IOException {
    try (Socket client = connect(WEB)) {
      send(client, "GET /now HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(head(client)).startsWith("HTTP/1.1 200 ");
      assertThat(client.getInputStream().read()).as("its end").isEqualTo(-1);
    }
  }

  @Test
  void answer_thatTakesLongerThanAConnectionMayRest_comes() throws IOException {
    try (Socket client = connect(WEB)) {
      send(client, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(head(client)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void answer_thatDoesNotCome_is504() throws IOException {
    try (Socket client = connect(WEB)) {
      send(client, "GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(head(client)).startsWith("HTTP/1.1 504 ");
    }
  }

  @Test
  void answer_thatStops_isResetAndNotEnded() throws IOException {
    try (Socket client = connect(WEB)) {
      send(client, "GET /half HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(head(client)).startsWith("HTTP/1.1 200 ");
      assertThatThrownBy(() -> client.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void body_thatStops_is408AndTheEnd() throws IOException {
    try (Socket client = connect(WEB)) {
      send(client, "POST /now HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
      assertThat(head(client)).startsWith("HTTP/1.1 408 ").containsIgnoringCase("close");
      assertThat(client.getInputStream().readAllBytes()).asString().contains("did not go on");
    }
  }

  @Test
  void bytes_thatStop_areResetAtBothEnds() throws IOException {
    try (Socket client = connect(BYTES)) {
      send(client, "GET /never HTTP/1.1\r\n\r\n");
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void webSocket_onWhichNothingMoves_isResetAsBytesAre() throws IOException {
    try (Socket client = connect(WEB)) {
      send(
          client,
          "GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
      assertThat(head(client)).startsWith("HTTP/1.1 101 ");
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void stream_thatGetsNoAnswer_is504AndThenTheConnectionEndsInPeace() throws IOException {
    try (RawHttp2 client = RawHttp2.connect(proxy.ports().get(STREAMS), PATIENCE)) {
      client.get(1, "/held");
      RawHttp2.Frame answer = client.next(RawHttp2.HEADERS);
      assertThat(client.status(answer)).isEqualTo("504");

      assertThat(client.next(RawHttp2.GO_AWAY).number(4)).as("error").isZero();
      assertThatThrownBy(() -> client.next(RawHttp2.DATA)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void stream_whoseBodyStops_is408AndOthersGoOn() throws IOException {
    try (RawHttp2 client = RawHttp2.connect(proxy.ports().get(STREAMS), PATIENCE)) {
      byte[] request = RawHttp2.request("POST", "/held");
      client.send(RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, request));
      assertThat(client.status(client.next(RawHttp2.HEADERS))).isEqualTo("408");
      client.get(3, "/open");
      RawHttp2.Frame answer = client.next(RawHttp2.HEADERS);
      assertThat(answer.stream()).isEqualTo(3);
      assertThat(client.status(answer)).isEqualTo("200");
    }
  }

  private Socket connect(int listener) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(listener));
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Everything up to the empty line. */
  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("ended: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Answers as the path says, and then hears whatever comes. */
  private static void answer(Socket accepted) throws IOException {
    try (accepted) {
      String head = head(accepted);
      if (head.contains("/slow")) {
        pause();
      }
      if (head.contains("/socket")) {
        send(
            accepted,
            "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
      } else if (head.contains("/half")) {
        send(accepted, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
      } else if (head.startsWith("GET") && !head.contains("/never")) {
        send(accepted, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      }
      accepted.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  /** The time that the slow answer takes is what is tested. */
  private static void pause() throws IOException {
    try {
      Thread.sleep(SLOW_MILLIS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

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
