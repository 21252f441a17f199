package dev.weft.it.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weft.it.harness.Credentials;
import dev.weft.it.harness.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * A server with TLS of its own and a CA that only those trust who are told to: answers with the
 * trace context that came with the request, or 404 for {@code /gone}.
 */
final class TlsSeeing implements AutoCloseable {
  private final HttpsServer server;
  private final List<String> trustedBy;

  private TlsSeeing(HttpsServer server, List<String> trustedBy) {
    this.server = server;
    this.trustedBy = trustedBy;
  }

  /** {@code trustStore} is where its clients' trust store goes. */
  static TlsSeeing start(Path trustStore) throws IOException, GeneralSecurityException {
    Credentials credentials = new TestCa("elsewhere.test").serverAt("127.0.0.1");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(credentials.context()));
    server.createContext("/", TlsSeeing::answer);
    server.start();
    return new TlsSeeing(server, credentials.trustStore(trustStore));
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The options of a JVM that trusts it. */
  List<String> trustedBy() {
    return trustedBy;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] unused = exchange.getRequestBody().readAllBytes();
      String seen =
          exchange.getRequestMethod()
              + " "
              + exchange.getProtocol()
              + " "
              + exchange.getRequestHeaders().getFirst("traceparent");
      byte[] text = seen.getBytes(StandardCharsets.US_ASCII);
      boolean gone = exchange.getRequestURI().getPath().equals("/gone");
      exchange.sendResponseHeaders(gone ? 404 : 200, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
