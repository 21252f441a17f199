package shop.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls shops by the JDK's client: one request after another, then many at once. */
public final class Shopper {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int ORDERS = 20;
  private static final int BODIES = 8;
  private static final int BODY = 1 << 20;

  private final HttpClient client;
  private final String base;
  private final String item;

  private Shopper(HttpClient client, String base, String item) {
    this.client = client;
    this.base = base;
    this.item = item;
  }

  /**
   * Arguments: VERSION ITEM BASE..., where VERSION is {@code HTTP_1_1} or {@code HTTP_2} and each
   * BASE the address of a shop. Prints one {@code result} line for each.
   */
  public static void main(String[] args) throws Exception {
    HttpClient.Version version = HttpClient.Version.valueOf(args[0]);
    HttpClient client = HttpClient.newBuilder().version(version).connectTimeout(PATIENCE).build();
    for (String base : List.of(args).subList(2, args.length)) {
      System.out.println("result " + new Shopper(client, base, args[1]).visit(version));
    }
  }

  private String visit(HttpClient.Version version) throws IOException, InterruptedException {
    for (int i = 0; i < ORDERS; i++) {
      HttpResponse<String> order = get("/orders?item=" + item + i);
      require(order.body(), "order of " + item + i);
      if (i > 0) {
        // The first takes the connection from HTTP/1.1 to HTTP/2, where that is wanted.
        require(order.version(), version);
      }
    }
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < BODIES; i++) {
      HttpRequest post = request("/orders").POST(BodyPublishers.ofByteArray(body(i))).build();
      answers.add(client.sendAsync(post, BodyHandlers.ofByteArray()));
    }
    for (int i = 0; i < BODIES; i++) {
      if (!Arrays.equals(answers.get(i).join().body(), body(i))) {
        throw new IOException("body " + i + ": another (expected: the one that was sent)");
      }
    }
    long catalogue = get("/catalogue.txt").body().lines().filter(item::equals).count();
    return "orders=%d bodies=%d catalogue=%d ledger=%d"
        .formatted(ORDERS, BODIES, catalogue, get("/ledger/page?item=" + item).statusCode());
  }

  /** A body of its own for each number, all of it made of the item. */
  private byte[] body(int number) {
    byte[] unit = (number + item).getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[BODY + number];
    for (int i = 0; i < body.length; i++) {
      body[i] = unit[i % unit.length];
    }
    return body;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
  }

  private static void require(Object value, Object expected) throws IOException {
    if (!value.equals(expected)) {
      throw new IOException("%s (expected: %s)".formatted(value, expected));
    }
  }
}
