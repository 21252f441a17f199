package dev.weft.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.weft.core.http.MalformedAnswerException;
import dev.weft.core.http.WebClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpKeyFetcherTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final int MAX = 100_000;

  private final KeyFetcher fetcher = new HttpKeyFetcher(new WebClient(HttpKeyFetcherTest::daemon));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "weft-test");
    thread.setDaemon(true);
    return thread;
  }

  @Test
  void fetch_answerWithLength_bodyOfThePathAndQueryAskedFor() throws Exception {
    answer(200, "{\"keys\":[]}", false);

    assertThat(text(fetcher.fetch(at("/keys?kid=1"), PATIENT, MAX)))
        .isEqualTo("/keys?kid=1 {\"keys\":[]}");
  }

  @Test
  void fetch_credentialWithoutTls_isRefusedBeforeAnythingIsSent() {
    answer(200, "{}", false);
    KeyFetcher showing =
        new HttpKeyFetcher(new WebClient(HttpKeyFetcherTest::daemon), () -> "secret");

    assertThatThrownBy(() -> showing.fetch(at("/keys"), PATIENT, MAX))
        .isInstanceOf(IOException.class)
        .hasMessage("scheme: http (expected: https, for a credential)");
  }

  @Test
  void fetch_answerInChunks_wholeBody() throws Exception {
    String body = "k".repeat(50_000);
    answer(200, body, true);

    assertThat(text(fetcher.fetch(at(""), PATIENT, MAX))).isEqualTo("/ " + body);
  }

  @Test
  void fetch_longerThanAllowed_refused() {
    answer(200, "k".repeat(MAX), false);

    assertThatThrownBy(() -> fetcher.fetch(at("/keys"), PATIENT, MAX))
        .isInstanceOf(MalformedAnswerException.class)
        .hasMessageContaining("expected: at most " + MAX);
  }

  @Test
  void fetch_otherStatus_refusedAndNotFollowed() {
    answer(302, "moved", false);

    assertThatThrownBy(() -> fetcher.fetch(at("/keys"), PATIENT, MAX))
        .isInstanceOf(IOException.class)
        .hasMessage("status: 302 (expected: 200)");
  }

  @Test
  void fetch_answerThatNeverEnds_givenUpInTime() throws Exception {
    CountDownLatch given = new CountDownLatch(1);
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread drip = new Thread(() -> drip(slow, given));
      drip.start();

      URI uri = URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/keys");
      assertThatThrownBy(() -> fetcher.fetch(uri, Duration.ofMillis(200), MAX))
          .isInstanceOf(IOException.class)
          .hasMessage("no answer within 200 ms");

      given.countDown();
      drip.join();
    }
  }

  /**
   * Sends a header byte by byte for as long as somebody listens, so that no read ever times out.
   */
  private static void drip(ServerSocket server, CountDownLatch given) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nx: ".getBytes(StandardCharsets.US_ASCII));
      while (given.getCount() > 0) {
        out.write('x');
        out.flush();
        boolean unused = given.await(1, TimeUnit.MILLISECONDS);
      }
    } catch (IOException | InterruptedException e) {
      // It was given up, as it should be.
    }
  }

  @Test
  void fetch_unknownHost_refused() {
    assertThatThrownBy(() -> fetcher.fetch(URI.create("http://keys.invalid/"), PATIENT, MAX))
        .isInstanceOf(IOException.class)
        .hasMessage("host name keys.invalid cannot be resolved");
  }

  private URI at(String target) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + target);
  }

  private void answer(int status, String body, boolean chunked) {
    server.createContext(
        "/",
        exchange -> {
          String text = exchange.getRequestURI() + " " + body;
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
          exchange.sendResponseHeaders(status, chunked ? 0 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
