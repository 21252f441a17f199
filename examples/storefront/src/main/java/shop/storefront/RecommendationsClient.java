package shop.storefront;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

/** Calls the recommendations service. Thread-safe. */
final class RecommendationsClient {
  private final JsonCalls calls = new JsonCalls("recommendations");
  private final URI recommendations;

  /** A client of the service at {@code base}. */
  RecommendationsClient(URI base) {
    this.recommendations = base.resolve("/recommendations");
  }

  /**
   * Names of items.
   *
   * @throws IOException when the service cannot be reached or does not answer as it should
   */
  List<String> list() throws IOException {
    byte[] body = calls.send(HttpRequest.newBuilder(recommendations).GET(), 200);
    return JsonCalls.JSON.readValue(body, new TypeReference<List<String>>() {});
  }
}
