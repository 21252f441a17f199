package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.it.harness.Admin;
import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import dev.weft.it.programs.HttpServerSeeing;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program without an agent reaches a JVM with one, in every way in which the proxy captures. The
 * wire between the two is recorded. The program is this test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplicitCaptureTest {
  private static final String MARKER = "for-one-pair-of-eyes";
  private static final int TIMEOUT_MILLIS = (int) JvmProcess.PATIENCE.toMillis();

  private TestMesh mesh;
  private JvmProcess server;
  private AnnouncedRelay announced;
  private NodeProxyProcess proxy;
  private int relayPort;

  /** The ways, each with the number of its listener. */
  enum Way {
    FORWARD(0),
    TUNNEL(0),
    SOCKS(1),
    MAPPED(2),
    MAPPED_HTTP(3);

    final int listener;

    Way(int listener) {
      this.listener = listener;
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
    announced = mesh.relay("back", "server");
    relayPort = announced.relay().port();
    server =
        JvmProcess.on(Jdks.require(17))
            .options(mesh.agent("back", "server").options())
            .start(ClassPath.with(List.of()), HttpServerSeeing.class, List.of("0"));
    announced.relay().forwardTo(server.awaitPort());
    proxy =
        mesh.nodeProxy(
            "front",
            "shell",
            "{}",
            List.of(
                "{forward: '127.0.0.1:0'}",
                "{socks: '127.0.0.1:0'}",
                "{outbound: '127.0.0.1:0', to: 'server.back:%d'}".formatted(relayPort),
                "{outbound: '127.0.0.1:0', to: 'server.back:%d', protocol: http}"
                    .formatted(relayPort),
                "{outbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: http}"
                    .formatted(mesh.server().address().getPort())));
  }

  @AfterAll
  void stop() throws IOException {
    assertThat(proxy.process().stderr()).isEmpty();
    proxy.close();
    server.close();
    announced.close();
    mesh.close();
  }

  @AfterEach
  void removeThePolicy() throws IOException {
    if (mesh.admin().calls().send("GET", policy()).status() == 200) {
      mesh.admin().unauthorize("back", "rule");
      // Until then the next test's requests are denied as well.
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> get(Way.FORWARD, "/open").contains("saw GET"));
    }
  }

  private static String policy() {
    return Admin.authorizationPolicies("back") + "/rule";
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void request_toTheMesh_arrivesAndIsSecretOnTheWire(Way way) throws IOException {
    int before = sentToTheServer();

    assertThat(get(way, "/open?" + MARKER)).contains("saw GET [/open]").contains(MARKER);

    assertThat(sentToTheServer()).isGreaterThan(before);
    assertThat(announced.relay().flows())
        .allMatch(flow -> flow.toServer().startsWithTlsHandshake())
        .allMatch(flow -> flow.toClient().startsWithTlsHandshake());
    assertThat(announced.relay().sawInTheClear(MARKER)).isFalse();
  }

  /** Bytes, not connections: one that a request before has left open is taken again. */
  private int sentToTheServer() {
    return announced.relay().flows().stream().mapToInt(flow -> flow.toServer().size()).sum();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void request_ofADeniedWorkload_isRefused(Way way) throws IOException {
    mesh.admin()
        .authorize(
            "back",
            "rule",
            "{\"action\":\"DENY\",\"rules\":[{\"from\":[{\"source\":"
                + "{\"principals\":[\"*/ns/front/sa/shell\"]}}]}]}");

    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> assertThatThrownBy(() -> get(way, "/open")).isInstanceOf(IOException.class));
    assertThat(proxy.process().stdout()).contains("explicit-deny by back/rule[0]");
  }

  @Test
  void connection_toAPortOfTheProxyItself_isRefused() throws IOException {
    String answer =
        raw(
            proxy.ports().get(0),
            "CONNECT 127.0.0.1:%d HTTP/1.1\r\nHost: a\r\n\r\n".formatted(proxy.ports().get(1)));

    assertThat(answer).startsWith("HTTP/1.1 503 ").contains("is a port of this proxy itself");
  }

  @Test
  void connection_toANameOfTheMeshThatNobodyHas_isNotLookedUpElsewhere() throws IOException {
    String answer = raw(proxy.ports().get(0), "CONNECT nobody.back:80 HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 503 ")
        .contains("no workload of the mesh listens at nobody.back:80");
  }

  @Test
  void connection_mappedToWhereTheMeshIsNot_isRefused() throws IOException {
    String answer = raw(proxy.ports().get(4), request("/"));

    assertThat(answer)
        .startsWith("HTTP/1.1 503 ")
        .contains("is outside the mesh (expected: inside");
  }

  @Test
  void connection_toANameThatNobodyHas_isRefused() throws IOException {
    String answer =
        raw(proxy.ports().get(0), "CONNECT nobody.invalid:80 HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 503 ").contains("nobody.invalid:80: unknown host");
  }

  @Test
  void tunnel_toOutsideTheMesh_carriesBytesAsTheyAre() throws Exception {
    try (RecordingProgram outside = new RecordingProgram();
        Socket socket = open(proxy.ports().get(0))) {
      String connect = "CONNECT 127.0.0.1:%d HTTP/1.1\r\nHost: a\r\n\r\n";
      socket.getOutputStream().write(ascii(connect.formatted(outside.port())));
      assertThat(new String(head(socket.getInputStream()), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 ");

      String bytes = "\u0001 whatever\r\n\r\n";
      socket.getOutputStream().write(ascii(bytes));
      assertThat(new String(head(socket.getInputStream()), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).as("the end, passed on").isEqualTo(-1);
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(outside.recorded()).containsExactly(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a:0", "a:99999", ":80", "http://a/"})
  void tunnel_toWhatIsNoHostAndPort_is400(String target) throws IOException {
    String answer = raw(proxy.ports().get(0), "CONNECT " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ");
  }

  private String get(Way way, String path) throws IOException {
    int port = proxy.ports().get(way.listener);
    String host = "server.back:" + relayPort;
    return switch (way) {
      case FORWARD -> through(new Proxy(Proxy.Type.HTTP, local(port)), host, path);
      case SOCKS -> {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("server.back", relayPort);
        try (Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, local(port)))) {
          socket.connect(unresolved, TIMEOUT_MILLIS);
          yield exchange(socket, request(path));
        }
      }
      case TUNNEL -> {
        try (Socket socket = open(port)) {
          socket
              .getOutputStream()
              .write(ascii("CONNECT " + host + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
          String head = new String(head(socket.getInputStream()), StandardCharsets.US_ASCII);
          if (!head.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(head);
          }
          yield exchange(socket, request(path));
        }
      }
      case MAPPED, MAPPED_HTTP -> {
        try (Socket socket = open(port)) {
          yield exchange(socket, request(path));
        }
      }
    };
  }

  private static String through(Proxy proxy, String host, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://" + host + path).toURL().openConnection(proxy);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String raw(int port, String request) throws IOException {
    try (Socket socket = open(port)) {
      socket.getOutputStream().write(ascii(request));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String exchange(Socket socket, String request) throws IOException {
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.getOutputStream().write(ascii(request));
    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!answer.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("answer: " + answer);
    }
    return answer;
  }

  private static byte[] head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended: " + head);
      }
      head.append((char) next);
    }
    return ascii(head.toString());
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: server.back\r\nConnection: close\r\n\r\n";
  }

  private static Socket open(int port) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(local(port), TIMEOUT_MILLIS);
    return socket;
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
