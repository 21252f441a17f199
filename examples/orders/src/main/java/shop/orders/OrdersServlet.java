package shop.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /orders} lists, {@code GET /orders/ID} shows one, {@code POST /orders} with {@code
 * {"item":"..","quantity":1}} places one. Errors are {@code {"error":".."}}.
 */
final class OrdersServlet extends HttpServlet {
  /** Largest request body, in bytes. */
  static final int MAX_BODY = 10_000;

  @Serial private static final long serialVersionUID = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private final transient OrderBook book;

  OrdersServlet(OrderBook book) {
    this.book = book;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    if (path == null || path.equals("/")) {
      answer(response, HttpServletResponse.SC_OK, book.all());
      return;
    }
    Optional<Order> order = find(path.substring(1));
    if (order.isPresent()) {
      answer(response, HttpServletResponse.SC_OK, order.get());
    } else {
      answer(response, HttpServletResponse.SC_NOT_FOUND, error("no such order"));
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      answer(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, error("body too large"));
      return;
    }
    try {
      NewOrder wish = JSON.readValue(body, NewOrder.class);
      String item = wish.item() == null ? "" : wish.item();
      answer(response, HttpServletResponse.SC_CREATED, book.place(item, wish.quantity()));
    } catch (JsonProcessingException e) {
      answer(response, HttpServletResponse.SC_BAD_REQUEST, error(e.getOriginalMessage()));
    } catch (IllegalArgumentException e) {
      answer(response, HttpServletResponse.SC_BAD_REQUEST, error(String.valueOf(e.getMessage())));
    }
  }

  private Optional<Order> find(String id) {
    try {
      return book.find(Long.parseLong(id));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> error(String text) {
    return Map.of("error", text);
  }

  private static void answer(HttpServletResponse response, int status, Object body)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** What a caller sends to place an order. */
  record NewOrder(@Nullable String item, int quantity) {}
}
