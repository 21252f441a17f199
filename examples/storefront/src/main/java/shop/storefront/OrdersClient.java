package shop.storefront;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls the orders service. Thread-safe. */
final class OrdersClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI orders;

  /** A client of the service at {@code base}, for example {@code http://127.0.0.1:9001}. */
  OrdersClient(URI base) {
    this.orders = base.resolve("/orders");
  }

  /**
   * All orders.
   *
   * @throws IOException when the service cannot be reached or does not answer as it should
   */
  List<Order> list() throws IOException {
    byte[] body = send(HttpRequest.newBuilder(orders).GET(), 200);
    return JSON.readValue(body, new TypeReference<List<Order>>() {});
  }

  /**
   * Places an order.
   *
   * @throws IOException when the service cannot be reached or refuses
   */
  Order place(String item, int quantity) throws IOException {
    byte[] order = JSON.writeValueAsBytes(Map.of("item", item, "quantity", quantity));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(orders)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(order));
    return JSON.readValue(send(request, 201), Order.class);
  }

  private byte[] send(HttpRequest.Builder request, int expected) throws IOException {
    try {
      HttpResponse<byte[]> response =
          http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
      if (response.statusCode() != expected) {
        throw new IOException("orders answered with status " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while calling orders", e);
    }
  }
}
