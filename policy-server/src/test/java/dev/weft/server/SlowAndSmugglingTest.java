package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that say half of a request, or one request that could be read as two. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowAndSmugglingTest {
  private static final String SECOND = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int CUT_MILLIS = 25_000;

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path temp) throws Exception {
    server = TestServer.start(temp.resolve("data"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String authorization() throws Exception {
    return "Authorization: Bearer " + server.adminToken() + "\r\n";
  }

  /** The codes of all answers until the connection ends or rests for a second. */
  private List<Integer> codes(String request) throws Exception {
    List<Integer> codes = new ArrayList<>();
    try (RawConnection connection = server.connect()) {
      connection.send(request);
      while (codes.size() < 5) {
        codes.add(connection.read("GET").code());
        connection.patience(1_000);
      }
    } catch (EOFException | SocketException | java.net.SocketTimeoutException e) {
      return codes;
    }
    return codes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0\r\nContent-Length: 58\r\n\r\n",
        "Content-Length: 58\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Expect: 200-ok\r\nContent-Length: 58\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: 0x0\r\n\r\n",
        "Content-Length: 0, 58\r\n\r\n"
      })
  void request_withTwoReadings_isRefusedAndNothingBehindItIsRead(String rest) throws Exception {
    String request = "GET /apis HTTP/1.1\r\nHost: localhost\r\n" + authorization() + rest + SECOND;

    List<Integer> codes = codes(request);

    assertThat(codes).hasSizeLessThanOrEqualTo(1);
    assertThat(codes).allMatch(it -> it >= 400 && it < 500);
  }

  @Test
  void target_withAFragment_isRefusedRatherThanCutThere() throws Exception {
    String request =
        "POST /apis/weft.dev/v1/namespaces/shop/jointokens?limit=1#&dryRun=All HTTP/1.1\r\n"
            + "Host: localhost\r\nContent-Length: 0\r\n"
            + authorization()
            + "\r\n";

    assertThat(codes(request)).containsExactly(400);
  }

  @Test
  void header_overTwoLines_isOneHeader() throws Exception {
    String request =
        "GET /apis HTTP/1.1\r\nHost: localhost\r\n"
            + authorization()
            + "X: a\r\n Content-Length: 58\r\n\r\n"
            + SECOND;

    assertThat(codes(request)).containsExactly(200, 401);
  }

  @Test
  void pipeline_ofManyRequests_isAnsweredInOrder() throws Exception {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      requests.append(i % 2 == 0 ? "GET /healthz" : "GET /nowhere");
      requests.append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    try (RawConnection connection = server.connect()) {
      connection.send(requests.toString());
      for (int i = 0; i < 200; i++) {
        int code = connection.read("GET").code();
        assertThat(code).as("answer %d", i).isIn(i % 2 == 0 ? List.of(200) : List.of(401, 404));
      }
    }
  }

  @Test
  void pipeline_thatEndsWithWhatIsRefused_losesNoEarlierAnswer() throws Exception {
    String good = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String bad = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n";
    String broken = "GET /healthz\r\n\r\n";

    assertThat(codes(good + good + bad + good)).containsExactly(200, 200, 400);
    assertThat(codes(good + good + broken + good)).containsExactly(200, 200, 400);
  }

  @Test
  void request_inAbsoluteForm_isJudgedByItsPath() throws Exception {
    String form = "GET https://other.example/apis HTTP/1.1\r\nHost: localhost\r\n";

    assertThat(codes(form + "\r\n")).allMatch(it -> it == 400 || it == 401);
  }

  @Test
  void request_thatAsksForAnotherProtocol_isStillJudged() throws Exception {
    String upgrade =
        String.join(
            "\r\n",
            List.of(
                "GET /apis HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAABkAAQAAP__",
                "",
                ""));

    assertThat(codes(upgrade)).containsExactly(401);
  }

  @Test
  void authorization_thatBelongsToAnEarlierRequest_isNotUsedForTheNext() throws Exception {
    String first = "GET /apis HTTP/1.1\r\nHost: localhost\r\n" + authorization() + "\r\n";

    assertThat(codes(first + SECOND)).containsExactly(200, 401);
  }

  @Test
  void body_ofAHundredMegabytes_isRefusedWithoutBeingKept() throws Exception {
    byte[] megabyte = new byte[1 << 20];
    long before = used();
    int code = 0;
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /apis/weft.dev/v1/accessreviews HTTP/1.1\r\nHost: localhost\r\n"
              + authorization()
              + "Content-Type: application/json\r\nContent-Length: "
              + (100L << 20)
              + "\r\n\r\n");
      try {
        for (int i = 0; i < 100; i++) {
          connection.send(megabyte);
        }
      } catch (IOException e) {
        assertThat(e).as("ended while it was sent").isNotNull();
      }
      code = connection.read("POST").code();
    } catch (EOFException | SocketException e) {
      code = 413;
    }

    assertThat(code).isEqualTo(413);
    assertThat(used() - before).isLessThan(50L << 20);
  }

  @Test
  void clients_thatSayHalf_holdUpNobodyAndAreCut() throws Exception {
    try (RawConnection headers = server.connect();
        RawConnection body = server.connect();
        Socket handshake = plain()) {
      headers.send("GET /apis HTTP/1.1\r\nX: ");
      body.send(
          "POST /apis/weft.dev/v1/accessreviews HTTP/1.1\r\nHost: localhost\r\n"
              + authorization()
              + "Content-Length: 10\r\n\r\n{");
      handshake.getOutputStream().write(new byte[] {22, 3, 1});
      handshake.setSoTimeout(CUT_MILLIS);

      assertThat(server.anonymous().get("/readyz").code()).isEqualTo(200);
      assertThat(dripUntilCut(headers)).as("headers byte by byte").isTrue();
      assertThat(handshake.getInputStream().read()).as("handshake").isLessThan(0);
      body.patience(CUT_MILLIS);
      assertThat(body.read("POST").code()).isIn(408, 503);
      assertThat(server.anonymous().get("/readyz").code()).isEqualTo(200);
    }
  }

  /** Sends a byte of a header every few milliseconds. */
  private static boolean dripUntilCut(RawConnection connection) throws IOException {
    connection.patience(20);
    long end = System.nanoTime() + CUT_MILLIS * 1_000_000L;
    try {
      while (System.nanoTime() < end) {
        connection.send("x");
        if (connection.ends()) {
          return true;
        }
      }
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  private Socket plain() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
