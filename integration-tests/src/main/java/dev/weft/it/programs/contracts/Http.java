package dev.weft.it.programs.contracts;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The JDK's own HTTP. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class Http {
  private Http() {}

  static List<Check> checks() {
    return List.of(
        new Check("http.urlConnection_keepsAlive", Http::urlConnection),
        new Check("http.client_twentyAtOnce", Http::client));
  }

  private static HttpServer server(Set<InetSocketAddress> clients, ExecutorService executor)
      throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(executor);
    server.createContext(
        "/",
        exchange -> {
          clients.add(exchange.getRemoteAddress());
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI uri(HttpServer server) {
    String host = server.getAddress().getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + server.getAddress().getPort() + "/");
  }

  private static void urlConnection() throws Exception {
    Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    ExecutorService executor = Executors.newFixedThreadPool(2);
    HttpServer server = server(clients, executor);
    try {
      for (int i = 0; i < 50; i++) {
        byte[] body = Bytes.of(1 + i * 500, i);
        HttpURLConnection connection = (HttpURLConnection) uri(server).toURL().openConnection();
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.getOutputStream().write(body);
        try (InputStream in = connection.getInputStream()) {
          Expect.same(in.readAllBytes(), body, "body");
        }
      }
      Expect.equal(clients.size(), 1, "connections");
    } finally {
      server.stop(0);
      executor.shutdownNow();
    }
  }

  private static void client() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    HttpServer server = server(ConcurrentHashMap.newKeySet(), executor);
    try {
      HttpClient client = HttpClient.newHttpClient();
      URI uri = uri(server);
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new java.util.ArrayList<>();
      for (int i = 0; i < 20; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Bytes.of(20_000, i)))
                .build();
        answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
      }
      for (int i = 0; i < 20; i++) {
        Expect.same(answers.get(i).get(50, TimeUnit.SECONDS).body(), Bytes.of(20_000, i), "body");
      }
    } finally {
      server.stop(0);
      executor.shutdownNow();
    }
  }
}
