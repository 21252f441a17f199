package dev.weft.it.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The JDK's HTTP server, which for each request asks another server twice: by a {@code
 * HttpURLConnection} on a thread of a pool, and by the JDK's {@code HttpClient} from a stage of a
 * {@code CompletableFuture}. It answers with both answers.
 */
public final class TracedRelay {
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;

  private TracedRelay(URI target) {
    this.target = target;
  }

  /** Arguments: PORT, the port of the other server. */
  public static void main(String[] args) throws IOException {
    TracedRelay relay = new TracedRelay(URI.create("http://127.0.0.1:" + args[1] + "/now"));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args));
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService workers = Executors.newFixedThreadPool(8);
    server.setExecutor(workers);
    server.createContext("/", relay::answer);
    server.start();
    Serving.untilToldToStop(server.getAddress().getPort());
    server.stop(0);
    workers.shutdownNow();
    relay.pool.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Future<String> first = pool.submit(this::byUrlConnection);
      CompletableFuture<String> second =
          CompletableFuture.supplyAsync(() -> target, pool)
              .thenComposeAsync(this::byHttpClient, pool);
      byte[] text = (first.get() + " | " + second.get()).getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String byUrlConnection() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private CompletableFuture<String> byHttpClient(URI uri) {
    return client
        .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }
}
