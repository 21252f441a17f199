package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.GatedRelay;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that has to get SVIDs for very many at once. */
class ManyWorkloadsTest {
  private static final int CROWD = 299;
  private static final int MOST_AT_ONCE = 4;

  /** An address of loopback at which none of the crowd's ports can be by chance. */
  private static final String APART = "127.0.0.2";

  private static final Pattern ISSUED =
      Pattern.compile("svid issued.*spiffe://weft\\.local/ns/shop/sa/(\\w+)");

  private final HttpClient browser = HttpClient.newHttpClient();
  @TempDir private Path folder;

  @Test
  void enrol_manyAtOnce_fewAskAtATimeAndWhoIsConnectedToComesFirst() throws Exception {
    int wanted = FreePort.pick();
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        GatedRelay relay = GatedRelay.to(mesh.server().address().getPort());
        NodeProxyProcess proxy = NodeProxyProcess.start(settings(mesh, relay.port(), wanted))) {
      Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> relay.held() == MOST_AT_ONCE - 1);
      assertThat(figure(proxy, "waiting{priority=\"soon\"}")).isGreaterThan(CROWD / 2);
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(
              () -> {
                connect(wanted);
                return relay.held() == MOST_AT_ONCE;
              });
      // One that was not answered in time is followed by another.
      int accepted = relay.accepted();
      assertThat(accepted - figure(proxy, "failed_total")).isLessThanOrEqualTo(MOST_AT_ONCE);
      assertThat(mesh.server().transcript()).doesNotContain("svid issued");

      relay.open();

      Awaitility.await()
          .atMost(JvmProcess.PATIENCE.multipliedBy(2))
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                assertThat(figure(proxy, "in_flight")).isLessThanOrEqualTo(MOST_AT_ONCE);
                return figure(proxy, "issued_total") == CROWD + 1;
              });
      List<String> order =
          ISSUED.matcher(mesh.server().transcript()).results().map(it -> it.group(1)).toList();
      assertThat(order).hasSizeGreaterThanOrEqualTo(CROWD + 1).containsOnlyOnce("wanted");
      assertThat(order.indexOf("wanted")).isLessThan(CROWD / 10);
      assertThat(figure(proxy, "wait_seconds_count{priority=\"now\"}")).isPositive();
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE.multipliedBy(2))
          .until(() -> get(proxy, "/readyz").statusCode() == 200);
    }
  }

  /** The crowd shares a join token; the last one is somebody else, at {@code port}. */
  private Path settings(TestMesh mesh, int server, int port) throws IOException {
    Path crowd = mesh.joinFile("shop", "crowd", CROWD * 2);
    Path wanted = mesh.joinFile("shop", "wanted", 2);
    StringBuilder yaml = new StringBuilder();
    yaml.append("server: https://127.0.0.1:").append(server);
    yaml.append("\nadmin: 127.0.0.1:0\nstartup.timeout: 1s\nworkloads:\n");
    for (int i = 0; i <= CROWD; i++) {
      yaml.append("  - name: w").append(i);
      yaml.append("\n    join.file: ").append(i < CROWD ? crowd : wanted);
      yaml.append("\n    listeners: [{outbound: '")
          .append(i < CROWD ? "127.0.0.1:0" : APART + ":" + port)
          .append("', to: '127.0.0.1:9'}]\n");
    }
    return Files.writeString(folder.resolve("proxy.yaml"), yaml);
  }

  /** Knocks; nothing is let through. */
  private static void connect(int port) throws IOException {
    try (Socket program = new Socket(APART, port)) {
      program.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
      assertThat(program.getInputStream().read()).isNegative();
    } catch (SocketException e) {
      // Closed by a reset, which is a refusal too.
      return;
    }
  }

  private long figure(NodeProxyProcess proxy, String name) throws Exception {
    String series = "weft_proxy_svid_" + name + " ";
    String text = "\n" + get(proxy, "/metrics").body();
    int at = text.indexOf("\n" + series) + 1 + series.length();
    assertThat(at).as(name).isGreaterThan(series.length());
    return Long.parseLong(text.substring(at, text.indexOf('\n', at)));
  }

  private HttpResponse<String> get(NodeProxyProcess proxy, String path) throws Exception {
    URI page = URI.create("http://127.0.0.1:" + proxy.adminPort() + path);
    return browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
  }
}
