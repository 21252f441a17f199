package shop.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import clojure.java.api.Clojure;
import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippingTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() {
    Clojure.var("clojure.core", "require").invoke(Clojure.read("shop.shipping.core"));
    server = (HttpServer) Clojure.var("shop.shipping.core", "start").invoke(0);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"0,0.00", "1,5.40", "3,6.40", "1000000,500004.90"})
  void quote_ofPieces_isThePrice(int pieces, String price) throws Exception {
    HttpResponse<String> answer = get("/quote?pieces=" + pieces);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"price\":\"" + price + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/quote", "/quote?pieces=", "/quote?pieces=-1", "/quote?pieces=1000001"})
  void quote_ofNoNumber_is400(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void get_unknownPage_is404() throws Exception {
    assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
