package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests in which a program could see another one than the proxy has judged: what it gets is one
 * request, written as nobody can misread it, or nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenRequestTest {
  private static final String LINE = "POST /first HTTP/1.1\r\nHost: a\r\n";
  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";

  private RecordingProgram program;
  private TestMesh mesh;
  private NodeProxyProcess proxy;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    program = new RecordingProgram();
    mesh = TestMesh.start(folder, Map.of());
    String listener = "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: http}";
    proxy = mesh.nodeProxy("back", "server", "{}", List.of(listener.formatted(program.port())));
  }

  @AfterAll
  void stop() throws IOException {
    assertThat(proxy.process().stdout()).doesNotContain("event=fault");
    proxy.close();
    mesh.close();
    program.close();
  }

  @BeforeEach
  void forget() {
    program.recorded().clear();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 0\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 0x5",
        "Content-Length : 5",
        "Content-Length\t: 5",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Content-Length: 0\r\nX: a\u0000b",
        "Content-Length: 0\r\nX: a\rGET /hidden HTTP/1.1",
        "Content-Length: 0\r\nX: a\nY: b",
        "Content-Length: 0\r\nno colon",
        "Content-Length: 0\r\nHost: b",
        " Content-Length: 5",
      })
  void head_thatCanBeReadInTwoWays_isRefusedUnseen(String fields) throws IOException {
    String answer = exchange(LINE + fields + "\r\n\r\n" + "0\r\n\r\n" + HIDDEN);

    assertThat(answer).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1");
    assertThat(seenBeforeControl()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /first HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /first HTTP/1.1\nHost: a\nContent-Length: 0\n\n",
        "POST /first HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
        "POST http://b/first HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "POST /first x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "POST /first\r\n\r\n",
      })
  void line_thatCanBeReadInTwoWays_isRefusedUnseen(String request) throws IOException {
    String answer = exchange(request + HIDDEN);

    assertThat(answer).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1");
    assertThat(seenBeforeControl()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5;name=value\r\nhello\r\n0\r\n\r\n",
        "5;name=\"\"\r\nhello\r\n0\r\n\r\n",
        "0005\r\nhello\r\n000\r\n\r\n",
      })
  void chunks_writtenOddly_areWrittenAnew(String chunks) throws IOException {
    String answer = exchange(LINE + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(seenBeforeControl())
        .singleElement()
        .asString()
        .startsWith("POST /first HTTP/1.1\r\n")
        .endsWith("\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\nhello\r\n0\r\n\r\n",
        "5 5\r\nhello\r\n0\r\n\r\n",
        "5 \r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "5\r5\r\nhello\r\n0\r\n\r\n",
        "5;\r\nhello\r\n0\r\n\r\n",
        "5;a=\"\n\"\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "00000000000000005\r\nhello\r\n0\r\n\r\n",
        "-5\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "5\r\nhelloXX0\r\n\r\n",
        "5\nhello\n0\n\n",
        "5;a\nb\r\nhello\r\n0\r\n\r\n",
        "ffffffffffffffff5\r\nhello\r\n0\r\n\r\n",
      })
  void chunks_thatAreNone_endTheConnectionWithoutAnotherRequest(String chunks) throws IOException {
    String answer = exchange(LINE + "Transfer-Encoding: chunked\r\n\r\n" + chunks + HIDDEN);

    // The head may have gone on before its body was read, and been answered; nothing makes it
    // whole.
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSizeLessThanOrEqualTo(2);
    assertThat(seenBeforeControl())
        .allSatisfy(it -> assertThat(it).doesNotContain("/hidden", "0\r\n\r\n"));
  }

  /** All that comes back until the connection ends. */
  private String exchange(String bytes) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(0))) {
      client.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
      client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      client.shutdownOutput();
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** What the program has got, without what shows that nothing more is on its way. */
  private List<String> seenBeforeControl() throws IOException {
    assertThat(exchange("GET /control HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> program.recorded().stream().anyMatch(it -> it.contains("/control")));
    // A connection on which nothing came: the program is called before the head is there.
    return program.recorded().stream()
        .filter(it -> !it.isEmpty() && !it.startsWith("GET /control "))
        .toList();
  }
}
