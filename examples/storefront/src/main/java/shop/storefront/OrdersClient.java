package shop.storefront;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/** Calls the orders service. Thread-safe. */
final class OrdersClient {
  private final JsonCalls calls = new JsonCalls("orders");
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
    byte[] body = calls.send(HttpRequest.newBuilder(orders).GET(), 200);
    return JsonCalls.JSON.readValue(body, new TypeReference<List<Order>>() {});
  }

  /**
   * Places an order.
   *
   * @throws IOException when the service cannot be reached or refuses
   */
  Order place(String item, int quantity) throws IOException {
    byte[] order = JsonCalls.JSON.writeValueAsBytes(Map.of("item", item, "quantity", quantity));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(orders)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(order));
    return JsonCalls.JSON.readValue(calls.send(request, 201), Order.class);
  }
}
