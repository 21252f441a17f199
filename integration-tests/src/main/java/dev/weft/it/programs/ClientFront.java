package dev.weft.it.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP server, which for each request sends others by a client library: {@code
 * /send?METHOD,URL}, or another way in the place of {@code send}. It answers with what came back,
 * or with {@code failed} and the class of what was thrown.
 */
final class ClientFront {
  private static final int AT_ONCE = 12;

  private final Sender sender;
  private volatile Sender.@Nullable Running running;

  private ClientFront(Sender sender) {
    this.sender = sender;
  }

  /** Serves until it is told to stop. */
  static void serve(Sender sender) throws IOException {
    ClientFront front = new ClientFront(sender);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService workers = Executors.newFixedThreadPool(8);
    server.setExecutor(workers);
    server.createContext("/", front::answer);
    server.start();
    Serving.untilToldToStop(server.getAddress().getPort());
    server.stop(0);
    workers.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] text = went(exchange.getRequestURI()).getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private String went(URI asked) {
    String[] query = asked.getRawQuery().split(",", -1);
    try {
      return String.valueOf(send(asked.getPath(), query[0], query[1]));
    } catch (Exception e) {
      return "failed " + e;
    }
  }

  private @Nullable String send(String way, String method, String url) throws Exception {
    switch (way) {
      case "/begin" -> {
        Sender.Running begun = sender.begin(url);
        running = begun;
        return begun.await();
      }
      case "/cancel" -> {
        Sender.Running begun = running;
        if (begun != null) {
          begun.cancel();
        }
        return "done";
      }
      default -> {
        return answer(way, method, url);
      }
    }
  }

  private @Nullable String answer(String way, String method, String url) throws Exception {
    return switch (way) {
      case "/send" -> sender.send(method, url);
      case "/own" -> sender.sendOwn(url, TraceClients.OWN);
      case "/http2" -> sender.sendByHttp2(url);
      case "/impatient" -> sender.sendImpatiently(url);
      case "/atonce" -> String.join("\n", sender.sendAtOnce(url, AT_ONCE));
      default ->
          throw new IllegalArgumentException("way: " + way + " (expected: one that is known)");
    };
  }
}
