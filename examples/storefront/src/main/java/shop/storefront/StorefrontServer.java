package shop.storefront;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The running storefront: {@code GET /} is the page, {@code POST /orders} with the form's fields
 * places an order. When the orders service cannot be reached the answer is 502 and says why.
 */
public final class StorefrontServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int MAX_BODY = 10_000;

  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
  private final HttpServer server;
  private final OrdersClient orders;
  private final Extras extras;

  /**
   * Starts the storefront.
   *
   * @param address where to listen; port 0 takes any free one
   * @param ordersBase where the orders service is, for example {@code http://127.0.0.1:9001}
   * @param recommendationsBase where the recommendations service is, if there is one
   * @param shippingBase where the shipping service is, if there is one
   * @throws IOException when the storefront cannot listen there
   */
  public StorefrontServer(
      InetSocketAddress address,
      URI ordersBase,
      @Nullable URI recommendationsBase,
      @Nullable URI shippingBase)
      throws IOException {
    orders = new OrdersClient(ordersBase);
    extras = new Extras(recommendationsBase, shippingBase);
    server = HttpServer.create(address, 0);
    server.setExecutor(executor);
    server.createContext("/", exchange -> answer(exchange, this::page));
    server.createContext("/orders", exchange -> answer(exchange, this::place));
    server.start();
  }

  /** The port that the storefront listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private Answer page(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      return Answer.text(404, "no such page");
    }
    List<Order> placed = orders.list();
    return new Answer(200, "text/html; charset=utf-8", Page.of(placed, extras.beside(placed)));
  }

  private Answer place(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      return Answer.text(405, "send the form with POST");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
    try {
      int quantity = Integer.parseInt(form.getOrDefault("quantity", "1"));
      Order order = orders.place(form.getOrDefault("item", ""), quantity);
      return Answer.text(201, "order #" + order.id() + " is placed");
    } catch (NumberFormatException e) {
      return Answer.text(400, "quantity: not a number");
    }
  }

  private static void answer(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = handler.handle(exchange);
      } catch (IOException e) {
        answer = Answer.text(502, "orders cannot be reached: " + Failure.describe(e));
      }
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Map<String, String> form(String body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : List.of(body.split("&", -1))) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  @FunctionalInterface
  private interface Handler {
    Answer handle(HttpExchange exchange) throws IOException;
  }

  private record Answer(int status, String type, String body) {
    static Answer text(int status, String body) {
      return new Answer(status, "text/plain; charset=utf-8", body + "\n");
    }
  }
}
