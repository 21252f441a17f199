package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** How many sockets a proxy holds that has no client. */
record OpenSockets(NodeProxyProcess proxy, long count) {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();

  /** Waits until the proxy counts no client, and counts what it holds then. */
  static OpenSockets whenNoClientIsLeft(NodeProxyProcess proxy) {
    OpenSockets unknown = new OpenSockets(proxy, Long.MAX_VALUE);
    unknown.awaitAgain();
    return new OpenSockets(proxy, Awaitility.await().until(unknown::now, it -> it > 0));
  }

  /** Waits until the proxy counts no client, and holds no more than then. */
  void awaitAgain() {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(metrics()).contains("weft_proxy_connections_open 0\n");
              assertThat(now()).isLessThanOrEqualTo(count);
            });
  }

  private long now() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + proxy.process().pid() + "/fd"))) {
      return open.filter(OpenSockets::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // Closed in between.
    }
  }

  private String metrics() throws IOException {
    URI page = URI.create("http://127.0.0.1:" + proxy.adminPort() + "/metrics");
    HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE);
    connection.setReadTimeout(PATIENCE);
    // Not kept open: it would be counted.
    connection.setRequestProperty("Connection", "close");
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
