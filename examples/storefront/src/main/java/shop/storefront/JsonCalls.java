package shop.storefront;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls to one of the shop's services, with JSON. Thread-safe. */
final class JsonCalls {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final String service;

  /** Calls to the service of that name, which exceptions tell. */
  JsonCalls(String service) {
    this.service = service;
  }

  /**
   * Sends a request and returns the body of the answer.
   *
   * @throws IOException when the service cannot be reached, or answers with another status than
   *     {@code expected}
   */
  byte[] send(HttpRequest.Builder request, int expected) throws IOException {
    try {
      HttpResponse<byte[]> response =
          http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
      if (response.statusCode() != expected) {
        throw new IOException(service + " answered with status " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while calling " + service, e);
    }
  }
}
