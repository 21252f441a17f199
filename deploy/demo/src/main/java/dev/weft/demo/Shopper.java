package dev.weft.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A person with a browser, outside the mesh. */
final class Shopper {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient http = newClient();
  private final URI storefront;

  Shopper(String storefront) {
    this.storefront = URI.create(storefront);
  }

  /** Looks at the shop's page. */
  HttpResponse<String> look() throws IOException {
    return send(HttpRequest.newBuilder(storefront.resolve("/")));
  }

  /** Orders something. */
  HttpResponse<String> order(String item, int quantity) throws IOException {
    return send(
        HttpRequest.newBuilder(storefront.resolve("/orders"))
            .POST(BodyPublishers.ofString("item=" + item + "&quantity=" + quantity)));
  }

  /** Goes to some other service directly, around the storefront, with a new connection. */
  static HttpResponse<String> callDirectly(String service, String path) throws IOException {
    return send(newClient(), HttpRequest.newBuilder(URI.create(service).resolve(path)));
  }

  private static HttpClient newClient() {
    return HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    return send(http, request);
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException {
    try {
      return client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
