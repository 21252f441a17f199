package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.AddressService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who looks after a node proxy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminPagesTest {
  private final HttpClient browser = HttpClient.newHttpClient();
  private TestMesh mesh;
  private JvmProcess server;
  private NodeProxyProcess proxy;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    server =
        JvmProcess.on(Jdks.require(17))
            .start(ClassPath.with(List.of()), AddressService.class, List.of("0"));
    proxy =
        mesh.nodeProxy(
            "back",
            "server",
            "{}",
            List.of("{inbound: '127.0.0.1:0', to: '127.0.0.1:%d'}".formatted(server.awaitPort())));
  }

  @AfterAll
  void stop() {
    proxy.close();
    server.close();
    mesh.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    URI page = URI.create("http://127.0.0.1:" + proxy.adminPort() + path);
    return browser.send(
        HttpRequest.newBuilder(page)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void certificates_showTheSvidAndTheRootsAndNoKey() throws Exception {
    assertThat(get("/certificates"))
        .contains("server svid serial ")
        .contains("spiffe://weft.local/ns/back/sa/server\n")
        .contains("server root serial ")
        .doesNotContain("PRIVATE");
  }

  @Test
  void connections_showWhatIsOpenAndNothingAfterwards() throws Exception {
    int port = proxy.ports().get(0);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = client.getOutputStream();
      out.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.getInputStream().read()).isEqualTo('H');

      assertThat(get("/connections"))
          .contains("server plaintext /127.0.0.1:" + client.getLocalPort() + " /127.0.0.1:" + port);
    }
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> get("/connections").isEmpty());
  }

  @Test
  void metrics_countWhatBecameOfConnections() throws Exception {
    String accepted = "weft_proxy_connections_accepted_total{direction=\"inbound\"} ";
    String closed = "weft_proxy_connections_closed_total{direction=\"inbound\",reason=\"ended\"} ";
    String refused =
        "weft_proxy_connections_refused_total{direction=\"inbound\",reason=\"unauthenticated\"} ";
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> count(accepted) == count(closed));
    long acceptedBefore = count(accepted);
    long refusedBefore = count(refused);
    mesh.admin().mode("back", "STRICT");
    try {
      // The first that is refused shows that the mode is in force.
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(
              () -> {
                ask();
                return count(refused) > refusedBefore;
              });
    } finally {
      mesh.admin().forgetMode("back");
    }

    assertThat(count(accepted)).isGreaterThan(acceptedBefore);
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(count(closed)).isEqualTo(count(accepted)));
    assertThat(get("/metrics"))
        .contains("# TYPE weft_proxy_connections_accepted_total counter\n")
        .contains("weft_proxy_connections_refused_total{direction=\"inbound\",reason=\"full\"} 0\n")
        .contains("weft_proxy_connections_closed_total{direction=\"inbound\",reason=\"idle\"} 0\n")
        .contains("weft_proxy_datagrams_total 0\n");
  }

  private void ask() throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(0))) {
      client.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
      client
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().readAllBytes();
    } catch (SocketException e) {
      // Refused, with a request that nobody read: the counts are judged, and not this.
      return;
    }
  }

  private long count(String series) throws Exception {
    String text = get("/metrics");
    int at = text.indexOf(series) + series.length();
    return Long.parseLong(text.substring(at, text.indexOf('\n', at)));
  }

  @Test
  void config_showsPoliciesAndWhoListensWhere() throws Exception {
    mesh.admin().authorize("back", "no-secrets", "{\"action\":\"DENY\",\"rules\":[{}]}");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> get("/config").contains("\"no-secrets\""));
    mesh.admin().unauthorize("back", "no-secrets");

    assertThat(get("/config"))
        .startsWith("{\"server\":{\"revision\":")
        .contains("\"principals\":[\"weft.local/ns/back/sa/server\"]");
  }

  @Test
  void readiness_whileNoConnectionCanBeMade_isDenied() throws Exception {
    // By this connection, which stays, the proxy is asked while it can accept no other.
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> readiness().equals("200 ready\n"));
    limitDescriptors("3:");
    try {
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(readiness()).startsWith("503 data path of server: "));
    } finally {
      limitDescriptors("1024:");
    }
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> readiness().equals("200 ready\n"));
  }

  @Test
  void readiness_whereThePolicyLetsNobodyIn_isGiven() throws Exception {
    mesh.admin().mode("back", "STRICT");
    mesh.admin().authorize("back", "nobody", "{\"action\":\"DENY\",\"rules\":[{}]}");
    try {
      Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> get("/config").contains("nobody"));
      Awaitility.await()
          .during(Duration.ofSeconds(2))
          .atMost(JvmProcess.PATIENCE)
          .until(() -> readiness().equals("200 ready\n"));
    } finally {
      mesh.admin().unauthorize("back", "nobody");
      mesh.admin().forgetMode("back");
    }
  }

  private String readiness() throws Exception {
    HttpResponse<String> answer = send("GET", "/readyz", "");
    return answer.statusCode() + " " + answer.body();
  }

  private void limitDescriptors(String most) throws Exception {
    String pid = Long.toString(proxy.process().pid());
    Process limiting =
        new ProcessBuilder("prlimit", "--pid", pid, "--nofile=" + most).inheritIO().start();
    assertThat(limiting.waitFor()).isZero();
  }

  @Test
  void log_levelIsToldAndSet() throws Exception {
    assertThat(get("/log")).isEqualTo("info\n");

    assertThat(send("PUT", "/log", "debug\n").body()).isEqualTo("debug\n");
    assertThat(get("/log")).isEqualTo("debug\n");
    assertThat(send("PUT", "/log", "loud").statusCode()).isEqualTo(400);
    assertThat(send("DELETE", "/log", "").statusCode()).isEqualTo(405);
    assertThat(send("PUT", "/log", "info").body()).isEqualTo("info\n");
  }

  @Test
  void pages_otherPathsAndMethods_areRefused() throws Exception {
    assertThat(send("POST", "/config", "").statusCode()).isEqualTo(405);
    assertThat(send("GET", "/config/all", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/logs", "").statusCode()).isEqualTo(404);
  }
}
