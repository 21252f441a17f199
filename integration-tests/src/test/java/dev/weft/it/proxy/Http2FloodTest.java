package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of HTTP/2 that want work done which costs them little; and one who does not suffer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2FloodTest {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();
  private static final int MAX_RESETS = 200;

  /** A reset may overtake the goodbye, when the client has sent more than was read. */
  private static final int CUT = -1;

  private static final byte[] NO_ERROR = new byte[4];

  private HeldHttp2Program program;
  private TestMesh mesh;
  private NodeProxyProcess proxy;
  private OpenSockets before;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    program = new HeldHttp2Program();
    mesh = TestMesh.start(folder, Map.of());
    proxy =
        mesh.nodeProxy(
            "back",
            "server",
            "{}",
            List.of(
                "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: http2}"
                    .formatted(program.port())));
    assertOthersAreServed();
    before = OpenSockets.whenNoClientIsLeft(proxy);
  }

  @AfterAll
  void stop() throws Exception {
    assertOthersAreServed();
    before.awaitAgain();
    assertThat(proxy.process().stdout()).doesNotContain("LEAK", "event=fault");
    proxy.close();
    mesh.close();
    program.close();
  }

  private void assertOthersAreServed() throws IOException {
    try (RawHttp2 other = connect()) {
      other.get(1, "/open");
      assertThat(other.status(other.next(RawHttp2.HEADERS))).isEqualTo("200");
    }
  }

  private RawHttp2 connect() throws IOException {
    return RawHttp2.connect(proxy.ports().get(0), PATIENCE);
  }

  @Test
  void streamsThatAreResetAtOnce_fewerThanTheLimit_areLeftAlone() throws IOException {
    try (RawHttp2 client = connect()) {
      int stream = reset(client, MAX_RESETS - 20);
      client.get(stream, "/open");
      RawHttp2.Frame answer = client.next(RawHttp2.HEADERS);
      while (answer.stream() != stream) {
        answer = client.next(RawHttp2.HEADERS);
      }
      assertThat(answer.flags() & RawHttp2.END_STREAM).isNotZero();
    }
  }

  @Test
  void streamsThatAreResetAtOnce_moreThanTheLimit_endTheConnection() throws IOException {
    int before = program.asked();
    try (RawHttp2 client = connect()) {
      assertThat(goodbye(client, () -> reset(client, 5 * MAX_RESETS)))
          .isIn(RawHttp2.ENHANCE_YOUR_CALM, CUT);
    }
    assertThat(program.asked() - before).isLessThanOrEqualTo(MAX_RESETS + 1);
  }

  @Test
  void headersThatGoOnInSmallFrames_endTheConnection() throws IOException {
    try (RawHttp2 client = connect()) {
      assertThat(
              goodbye(
                  client,
                  () -> {
                    client.send(RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1));
                    // None of them ends the headers.
                    for (int i = 0; i < 1000; i++) {
                      client.send(RawHttp2.frame(RawHttp2.CONTINUATION, 0, 1));
                    }
                  }))
          .isIn(RawHttp2.ENHANCE_YOUR_CALM, CUT);
    }
  }

  @Test
  void headersThatGoOnInLargeFrames_endTheConnection() throws IOException {
    byte[] fields = fields(15 << 10);
    try (RawHttp2 client = connect()) {
      assertThat(
              goodbye(
                  client,
                  () -> {
                    byte[] request = RawHttp2.request("GET", "/open");
                    client.send(RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, request));
                    for (int i = 0; i < 1000; i++) {
                      client.send(RawHttp2.frame(RawHttp2.CONTINUATION, 0, 1, fields));
                    }
                  }))
          .isNotZero();
    }
  }

  /** Each wants an answer: who does not read them would have the proxy keep them. */
  @ParameterizedTest
  @ValueSource(ints = {RawHttp2.PING, RawHttp2.SETTINGS})
  void framesWhoseAnswersNobodyReads_endTheConnection(int type) throws IOException {
    byte[] frame =
        type == RawHttp2.PING
            ? RawHttp2.frame(type, 0, 0, new byte[8])
            : RawHttp2.frame(type, 0, 0);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      many.writeBytes(frame);
    }
    int sent = 0;
    boolean cut = false;
    try (RawHttp2 client = connect()) {
      // What the sockets between hold is some 6 MB; the rest would be in the proxy.
      while (!cut && sent < 3000) {
        try {
          client.send(many.toByteArray());
          sent++;
        } catch (IOException e) {
          cut = true;
        }
      }
    }
    assertThat(cut).as("cut after %d thousand frames", sent).isTrue();
  }

  /** Begins and resets streams; the number of the next. */
  private static int reset(RawHttp2 client, int count) throws IOException {
    int stream = 1;
    for (int i = 0; i < count; i++) {
      client.get(stream, "/held");
      client.send(RawHttp2.frame(RawHttp2.RESET, 0, stream, NO_ERROR));
      stream += 2;
    }
    return stream;
  }

  private static byte[] fields(int length) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    while (block.size() < length) {
      RawHttp2.field(block, "x-filler", "f".repeat(100));
    }
    return block.toByteArray();
  }

  private interface Flood {
    void run() throws IOException;
  }

  /** The error with which the connection ended, or {@link #CUT}. */
  private static int goodbye(RawHttp2 client, Flood flood) throws IOException {
    try {
      flood.run();
    } catch (IOException e) {
      // Cut while it still sent; what has come before can be read all the same.
      assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
    }
    int error = CUT;
    try {
      error = client.next(RawHttp2.GO_AWAY).number(4);
      client.next(RawHttp2.DATA);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open", e);
    } catch (IOException e) {
      return error;
    }
    throw new AssertionError("data after the goodbye");
  }
}
