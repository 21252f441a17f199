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
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * Clients of a permissive port that are silent at first. The test is client and program at once, so
 * that it sees when the proxy has waited long enough: it calls the program then.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateHelloTest {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();
  private static final int HANDSHAKE_MILLIS = 4000;

  /**
   * Many times longer than a silent client is waited for, and shorter than a handshake may take.
   */
  private static final int SILENCE_MILLIS = 1000;

  private static final String SETTINGS =
      "sniff.timeout: 50ms\nhandshake.timeout: " + HANDSHAKE_MILLIS + "ms\n";
  private static final Pattern REFUSED =
      Pattern.compile(
          "weft_proxy_connections_refused_total\\{direction=\"inbound\",[^}]*\\} (\\d+)");

  private TestMesh mesh;
  private ServerSocket program;

  /** Lets in whoever is not {@code front/stranger}. */
  private NodeProxyProcess open;

  /** Lets in {@code front/client} alone. */
  private NodeProxyProcess closed;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    program = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    program.setSoTimeout(PATIENCE);
    mesh.admin().authorize("open", "no-strangers", rule("DENY", "stranger"));
    mesh.admin().authorize("closed", "clients", rule("ALLOW", "client"));
    open = proxy("open");
    closed = proxy("closed");
  }

  @AfterAll
  void stop() throws IOException {
    for (NodeProxyProcess proxy : List.of(open, closed)) {
      assertThat(proxy.process().stdout()).doesNotContain("LEAK", "event=fault");
      proxy.close();
    }
    program.close();
    mesh.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void helloAfterTheSilence_isOfTheMeshAndHasTheConnectionThatIsThere(int listener)
      throws Exception {
    try (Socket client = connect(open, listener);
        Socket called = accept();
        SSLSocket tls = tls(client, "client")) {
      assertTalk(tls, called);
    }
  }

  @Test
  void greetingOfHttp2Before_helloIsOfTheMeshAllTheSame() throws Exception {
    byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    try (Socket client = connect(open, 0);
        Socket called = accept()) {
      called.getOutputStream().write(settings);
      client.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      client.setSoTimeout(PATIENCE);
      try (SSLSocket tls = tls(client, "client")) {
        tls.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));

        assertThat(tls.getInputStream().readNBytes(2)).containsExactly(0, 0);
        assertThat(tls.getInputStream().readNBytes(settings.length)).isEqualTo(settings);
        assertThat(called.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
        assertEnds(tls, called);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void helloAfterTheProgramsWord_isTheClientsOwnBytes(int listener) throws Exception {
    try (Socket client = connect(open, listener);
        Socket called = accept()) {
      called.getOutputStream().write("220 ready".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.getInputStream().readNBytes(9)).asString().isEqualTo("220 ready");
      byte[] hello = {22, 3, 1, 0, 4, 1, 0, 0, 0};
      client.getOutputStream().write(hello);

      assertThat(called.getInputStream().readNBytes(hello.length)).isEqualTo(hello);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void wordsInTheClearAfterTheSilence_goToTheProgram(int listener) throws Exception {
    try (Socket client = connect(open, listener);
        Socket called = accept()) {
      client.getOutputStream().write("late".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();

      assertThat(called.getInputStream().readAllBytes()).asString().isEqualTo("late");
    }
  }

  @Test
  void helloOfOneWhoIsDenied_isRefusedOnceAndTheProgramHearsNothing() throws Exception {
    int before = refused(open);
    try (Socket client = connect(open, 1);
        Socket called = accept();
        SSLSocket tls = tls(client, "stranger")) {
      byte[] verdict = tls.getInputStream().readAllBytes();

      assertThat(new String(verdict, StandardCharsets.UTF_8)).contains("open/no-strangers");
      assertThat(called.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(refused(open)).isEqualTo(before + 1);
  }

  @Test
  void whereOnlyIdentitiesMay_helloAfterTheSilence_isOfTheMesh() throws Exception {
    try (Socket client = connect(closed, 0)) {
      client.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      client.setSoTimeout(PATIENCE);
      try (SSLSocket tls = tls(client, "client");
          Socket called = accept()) {
        assertTalk(tls, called);
      }
    }
  }

  @Test
  void whereOnlyIdentitiesMay_clientThatStaysSilent_isRefusedOnce() throws Exception {
    int before = refused(closed);
    long begin = System.nanoTime();
    try (Socket client = connect(closed, 1)) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    assertThat((System.nanoTime() - begin) / 1_000_000)
        .isGreaterThanOrEqualTo(HANDSHAKE_MILLIS - 100);
    assertThat(refused(closed)).isEqualTo(before + 1);
  }

  /** Both ways, by the identity that was let in. */
  private static void assertTalk(SSLSocket client, Socket called) throws IOException {
    client.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
    assertThat(client.getInputStream().readNBytes(2)).containsExactly(0, 0);
    assertThat(called.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
    called.getOutputStream().write("pong".getBytes(StandardCharsets.US_ASCII));
    assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("pong");
    assertEnds(client, called);
  }

  private static void assertEnds(SSLSocket client, Socket called) throws IOException {
    called.shutdownOutput();
    assertThat(client.getInputStream().read()).isEqualTo(-1);
  }

  private NodeProxyProcess proxy(String namespace) throws IOException {
    String to = "{inbound: '127.0.0.1:0', to: '127.0.0.1:" + program.getLocalPort() + "'";
    return mesh.nodeProxy(
        namespace, "server", "{}", List.of(to + "}", to + ", protocol: tcp}"), SETTINGS);
  }

  private static String rule(String action, String account) {
    return """
        {"action":"%s","rules":[{"from":[{"source":{"principals":["weft.local/ns/front/sa/%s"]}}]}]}
        """
        .formatted(action, account);
  }

  private static Socket connect(NodeProxyProcess proxy, int listener) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(listener));
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private Socket accept() throws IOException {
    Socket accepted = program.accept();
    accepted.setSoTimeout(PATIENCE);
    return accepted;
  }

  /** Shakes hands as {@code front/account} over a connection that is there. */
  private SSLSocket tls(Socket over, String account) throws IOException, GeneralSecurityException {
    SSLSocket client =
        (SSLSocket)
            mesh.workload("front", account)
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

  /** How many connections the proxy has refused. */
  private static int refused(NodeProxyProcess proxy) throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + proxy.adminPort() + "/metrics");
    String figures =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
            .body();
    Matcher counts = REFUSED.matcher(figures);
    return counts.results().mapToInt(count -> Integer.parseInt(count.group(1))).sum();
  }
}
