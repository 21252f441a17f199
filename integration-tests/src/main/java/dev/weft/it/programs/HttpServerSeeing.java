package dev.weft.it.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's own HTTP server: answers with what it sees of each request. */
public final class HttpServerSeeing {
  private HttpServerSeeing() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args));
    ExecutorService executor = Executors.newFixedThreadPool(8);
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(executor);
    server.createContext("/", HttpServerSeeing::answer);
    server.start();
    Serving.untilToldToStop(server.getAddress().getPort());
    server.stop(0);
    executor.shutdownNow();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
      String text =
          "saw "
              + exchange.getRequestMethod()
              + " ["
              + exchange.getRequestURI().getPath()
              + "] client-cert="
              + exchange.getRequestHeaders().getFirst("X-Forwarded-Client-Cert")
              + " query="
              + exchange.getRequestURI().getRawQuery()
              + " body="
              + body;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
