package dev.weft.server.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weft.server.access.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Where a cluster shows its keys, by HTTPS on loopback. */
final class TestKeyEndpoint implements AutoCloseable {
  private final HttpsServer server;
  private final Path ca;
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String body = "{}";

  private TestKeyEndpoint(HttpsServer server, Path ca) {
    this.server = server;
    this.ca = ca;
  }

  static TestKeyEndpoint start(Path folder) throws Exception {
    TestCa ca = TestCa.root("CN=cluster CA");
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(ca.issueServer().keyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    TestKeyEndpoint endpoint =
        new TestKeyEndpoint(server, ca.write(folder.resolve("cluster-ca.pem")));
    server.createContext("/openid/v1/jwks", endpoint::answer);
    server.start();
    return endpoint;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String shown = exchange.getRequestHeaders().getFirst("Authorization");
      credentials.add(shown == null ? "" : shown);
      if (status == 302) {
        exchange.getResponseHeaders().set("Location", url() + "?moved");
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  void answers(int newStatus, String newBody) {
    body = newBody;
    status = newStatus;
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/openid/v1/jwks");
  }

  Path ca() {
    return ca;
  }

  /** What each fetch has shown of itself. */
  List<String> credentials() {
    return credentials;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
