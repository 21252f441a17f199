package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that take more room or time than they may; nothing of them is left behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GreedyClientsTest {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();
  private static final int MAX_STREAMS = 256;
  private static final int WEB = 0;
  private static final int STREAMS = 1;

  private HeldHttp2Program streams;
  private RecordingProgram web;
  private TestMesh mesh;
  private NodeProxyProcess proxy;
  private OpenSockets before;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    streams = new HeldHttp2Program();
    web = new RecordingProgram();
    mesh = TestMesh.start(folder, Map.of());
    String to = "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: %s}";
    proxy =
        mesh.nodeProxy(
            "back",
            "server",
            "{}",
            List.of(to.formatted(web.port(), "http"), to.formatted(streams.port(), "http2")),
            "handshake.timeout: 1s\n");
    try (RawHttp2 client = connect()) {
      client.get(1, "/open");
      assertThat(client.status(client.next(RawHttp2.HEADERS))).isEqualTo("200");
    }
    before = OpenSockets.whenNoClientIsLeft(proxy);
  }

  @AfterAll
  void stop() throws IOException {
    before.awaitAgain();
    assertThat(proxy.process().stdout()).doesNotContain("LEAK", "event=fault");
    proxy.close();
    mesh.close();
    web.close();
    streams.close();
  }

  private RawHttp2 connect() throws IOException {
    return RawHttp2.connect(proxy.ports().get(STREAMS), PATIENCE);
  }

  private Socket connectWeb() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(WEB));
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void head_thatComesByteByByte_isCutAfterTheTime() throws IOException {
    try (Socket client = connectWeb()) {
      send(client, "GET / HTTP/1.1\r\nX: ");
      client.setSoTimeout(100);
      long end = System.nanoTime() + JvmProcess.PATIENCE.toNanos();
      boolean open = true;
      while (open && System.nanoTime() < end) {
        open = isOpenBehind(client);
      }
      assertThat(open).isFalse();
    }
  }

  /** Sends one more byte; whether nothing has ended for the time that a read may take. */
  private static boolean isOpenBehind(Socket client) throws IOException {
    try {
      send(client, "x");
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (SocketException e) {
      return false; // Reset, since it had sent more.
    }
  }

  @ParameterizedTest
  @CsvSource({"x, 70000, 431", "/, 20000, 414"})
  void head_thatIsTooLarge_isToldSoAndTheConnectionEnds(char where, int size, int status)
      throws IOException {
    String filler = "x".repeat(size);
    String head =
        where == '/'
            ? "GET /" + filler + " HTTP/1.1\r\nHost: a\r\n\r\n"
            : "GET / HTTP/1.1\r\nHost: a\r\nX: " + filler + "\r\n\r\n";
    try (Socket client = connectWeb()) {
      send(client, head);
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void fieldsOfAStream_thatAreTooLarge_are431AndOthersGoOn() throws IOException {
    int asked = streams.asked();
    try (RawHttp2 client = connect()) {
      int flags = RawHttp2.END_STREAM;
      client.send(RawHttp2.frame(RawHttp2.HEADERS, flags, 1, RawHttp2.request("GET", "/open")));
      for (int i = 0; i < 4; i++) {
        client.send(RawHttp2.frame(RawHttp2.CONTINUATION, 0, 1, fields()));
      }
      client.send(RawHttp2.frame(RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 1, fields()));
      assertThat(client.status(client.next(RawHttp2.HEADERS))).isEqualTo("431");
      client.get(3, "/open");
      RawHttp2.Frame answer = client.next(RawHttp2.HEADERS);
      assertThat(answer.stream()).isEqualTo(3);
      assertThat(client.status(answer)).isEqualTo("200");
    }
    assertThat(streams.asked() - asked).isEqualTo(1);
  }

  private static byte[] fields() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    while (block.size() < 15_000) {
      RawHttp2.field(block, "x-filler", "f".repeat(100));
    }
    return block.toByteArray();
  }

  @Test
  void streams_asManyAsMayBe_areServedAndOneMoreIsRefused() throws IOException {
    try (RawHttp2 client = connect()) {
      // Known to the client from now on, so that more is its fault.
      client.next(RawHttp2.SETTINGS);
      byte[] request = RawHttp2.request("POST", "/held");
      int stream = 1;
      for (int i = 0; i < MAX_STREAMS; i++, stream += 2) {
        client.send(RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, request));
      }
      client.get(stream, "/open");
      List<Integer> answered = new ArrayList<>();
      RawHttp2.Frame frame = client.next();
      while (frame.type() != RawHttp2.RESET) {
        if (frame.type() == RawHttp2.HEADERS) {
          answered.add(frame.stream());
        }
        frame = client.next();
      }
      assertThat(frame.stream()).isEqualTo(stream);
      assertThat(frame.number(0)).isIn(RawHttp2.REFUSED_STREAM, RawHttp2.PROTOCOL_ERROR);
      assertThat(answered).doesNotContain(stream);
    }
  }

  @Test
  void clients_thatGoInTheMidst_leaveNothing() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (RawHttp2 client = connect();
          Socket other = connectWeb()) {
        client.get(1, "/held");
        send(
            other,
            i % 2 == 0 ? "GET /" : "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n");
        other.setSoLinger(i % 3 == 0, 0);
      }
    }
    before.awaitAgain();
  }
}
