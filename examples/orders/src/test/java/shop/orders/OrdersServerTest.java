package shop.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private OrdersServer server;

  @BeforeEach
  void start() throws LifecycleException {
    server = new OrdersServer("127.0.0.1", 0);
  }

  @AfterEach
  void stop() throws LifecycleException {
    server.close();
  }

  @Test
  void get_noOrders_emptyList() throws Exception {
    HttpResponse<String> response = get("/orders");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.body()).isEqualTo("[]");
  }

  @Test
  void post_order_isListedAndFoundByItsId() throws Exception {
    HttpResponse<String> placed = post("{\"item\":\"tea\",\"quantity\":2}");

    assertThat(placed.statusCode()).isEqualTo(201);
    assertThat(placed.body()).isEqualTo("{\"id\":1,\"item\":\"tea\",\"quantity\":2}");
    assertThat(get("/orders").body()).isEqualTo("[" + placed.body() + "]");
    assertThat(get("/orders/1").body()).isEqualTo(placed.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orders/7", "/orders/x", "/elsewhere"})
  void get_unknown_is404(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"item\":\"tea\"}",
        "{\"quantity\":1}",
        "{\"item\":\" \",\"quantity\":1}",
        "{\"item\":\"tea\",\"quantity\":0}",
        "{\"item\":\"tea\",\"quantity\":1,\"gift\":true}"
      })
  void post_badOrder_is400AndChangesNothing(String body) throws Exception {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"error\":");
    assertThat(get("/orders").body()).isEqualTo("[]");
  }

  @Test
  void post_bodyTooLarge_is413() throws Exception {
    assertThat(post(" ".repeat(OrdersServlet.MAX_BODY + 1)).statusCode()).isEqualTo(413);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri("/orders")).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
