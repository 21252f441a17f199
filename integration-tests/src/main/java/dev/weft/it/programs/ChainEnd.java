package dev.weft.it.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The last of a chain of servers: the JDK's, which answers with the path that it was asked for and
 * the {@code traceparent} that came with it.
 */
public final class ChainEnd {
  private ChainEnd() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args));
    ExecutorService executor = Executors.newFixedThreadPool(8);
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(executor);
    server.createContext("/", ChainEnd::answer);
    server.start();
    Serving.untilToldToStop(server.getAddress().getPort());
    server.stop(0);
    executor.shutdownNow();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text =
          exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("traceparent");
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
