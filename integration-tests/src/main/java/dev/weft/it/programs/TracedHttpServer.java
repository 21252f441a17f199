package dev.weft.it.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The JDK's own HTTP server, as {@link Traced} says. */
public final class TracedHttpServer {
  private TracedHttpServer() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args));
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Traced.workers());
    server.createContext("/", TracedHttpServer::answer);
    server.start();
    Serving.untilToldToStop(server.getAddress().getPort());
    server.stop(0);
    Traced.stop();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/throws" -> throw new IllegalStateException("on purpose");
      case "/fails" -> answer(exchange, 500);
      case "/later" -> Traced.hold(() -> late(exchange));
      case "/go" -> {
        Traced.go();
        answer(exchange, 200);
      }
      default -> answer(exchange, 200);
    }
  }

  private static void late(HttpExchange exchange) {
    try {
      answer(exchange, 202);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      byte[] bytes =
          Traced.answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
