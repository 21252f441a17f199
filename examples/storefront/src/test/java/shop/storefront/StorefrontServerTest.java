package shop.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorefrontServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer orders;
  private StorefrontServer storefront;
  private volatile String lastOrder = "";
  private volatile String lastQuery = "";

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    orders = HttpServer.create(anyPort, 0);
    orders.createContext(
        "/orders",
        exchange -> {
          boolean placing = exchange.getRequestMethod().equals("POST");
          if (placing) {
            lastOrder =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          }
          String order = "{\"id\":1,\"item\":\"<b>tea</b>\",\"quantity\":2}";
          byte[] body = (placing ? order : "[" + order + "]").getBytes(StandardCharsets.UTF_8);
          try (exchange) {
            exchange.sendResponseHeaders(placing ? 201 : 200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    orders.start();
    answer("/recommendations", "[\"cups\",\"<i>pot</i>\"]");
    answer("/quote", "{\"price\":\"5.90\"}");
    storefront = new StorefrontServer(anyPort, base(), null, null);
  }

  private void answer(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    orders.createContext(
        path,
        exchange -> {
          try (exchange) {
            lastQuery = String.valueOf(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + orders.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    storefront.close();
    orders.stop(0);
  }

  @Test
  void page_ordersAnswer_listsThemEscaped() throws Exception {
    HttpResponse<String> response = get("/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("#1: 2 x &lt;b&gt;tea&lt;/b&gt;");
  }

  @Test
  void page_withOtherServices_tellsWhatTheySay() throws Exception {
    storefront.close();
    storefront =
        new StorefrontServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), base(), base(), base());

    assertThat(get("/").body())
        .contains("<p>Goes well with it: cups, &lt;i&gt;pot&lt;/i&gt;</p>")
        .contains("<p>Sent for 5.90</p>");
    assertThat(lastQuery).isEqualTo("pieces=2");
  }

  @Test
  void page_otherServiceIsDown_isThereAndSaysWhy() throws Exception {
    storefront.close();
    URI nobody = URI.create("http://127.0.0.1:1");
    storefront =
        new StorefrontServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), base(), nobody, null);

    HttpResponse<String> response = get("/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("#1: 2 x", "recommendations cannot be reached: ");
  }

  @Test
  void page_ordersAreDown_is502WithTheReason() throws Exception {
    orders.stop(0);

    HttpResponse<String> response = get("/");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).startsWith("orders cannot be reached: ").contains("Connect");
  }

  @Test
  void place_form_isSentToOrders() throws Exception {
    HttpResponse<String> response = post("item=green+tea&quantity=3");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).contains("order #1 is placed");
    assertThat(lastOrder).contains("\"item\":\"green tea\"").contains("\"quantity\":3");
  }

  @Test
  void place_quantityNoNumber_is400() throws Exception {
    assertThat(post("item=tea&quantity=many").statusCode()).isEqualTo(400);
    assertThat(lastOrder).isEmpty();
  }

  @Test
  void get_unknownPage_is404() throws Exception {
    assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String form) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri("/orders")).POST(BodyPublishers.ofString(form)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + storefront.port() + path);
  }
}
