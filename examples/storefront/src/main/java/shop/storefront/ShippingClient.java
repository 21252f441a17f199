package shop.storefront;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;

/** Calls the shipping service. Thread-safe. */
final class ShippingClient {
  private final JsonCalls calls = new JsonCalls("shipping");
  private final URI base;

  /** A client of the service at {@code base}. */
  ShippingClient(URI base) {
    this.base = base;
  }

  /**
   * What it costs to send that many pieces.
   *
   * @throws IOException when the service cannot be reached or does not answer as it should
   */
  String price(long pieces) throws IOException {
    URI quote = base.resolve("/quote?pieces=" + pieces);
    return JsonCalls.JSON
        .readTree(calls.send(HttpRequest.newBuilder(quote).GET(), 200))
        .path("price")
        .asText();
  }
}
