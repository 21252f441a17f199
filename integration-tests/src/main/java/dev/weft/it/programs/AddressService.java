package dev.weft.it.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Answers each request with the address that it came from, its path and its {@code traceparent}.
 * Its argument is the port, on all addresses.
 */
public final class AddressService {
  private AddressService() {}

  /** Starts, and runs until it is ended. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(arguments[0])), 0);
    server.createContext(
        "/",
        exchange -> {
          String trace = exchange.getRequestHeaders().getFirst("traceparent");
          String text =
              exchange.getRemoteAddress().getAddress().getHostAddress()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + (trace == null ? "-" : trace);
          byte[] body = text.getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    System.out.println("listening " + server.getAddress().getPort());
  }
}
