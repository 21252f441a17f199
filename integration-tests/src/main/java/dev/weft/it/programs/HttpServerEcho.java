package dev.weft.it.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's own HTTP server: answers with the body of the request. */
public final class HttpServerEcho {
  private HttpServerEcho() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args));
    ExecutorService executor = Executors.newFixedThreadPool(8);
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(executor);
    server.createContext("/echo", HttpServerEcho::echo);
    server.start();
    Serving.untilToldToStop(server.getAddress().getPort());
    server.stop(0);
    executor.shutdownNow();
  }

  private static void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
