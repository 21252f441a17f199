package dev.weft.server.access.gate;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.access.TestCa;
import dev.weft.server.ca.PkixTrust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Asks a {@link GateServer}, perhaps with a client certificate. */
final class GateClient {
  private final String url;
  private final SSLContext tls;
  private HttpClient http;

  private GateClient(String url, SSLContext tls) {
    this.url = url;
    this.tls = tls;
    this.http = connection(tls);
  }

  static GateClient of(String url, X509Certificate ca, Optional<TestCa.Identity> identity)
      throws Exception {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(
        identity.isPresent() ? identity.get().keyManagers() : null,
        new TrustManager[] {PkixTrust.of(List.of(ca))},
        null);
    return new GateClient(url, tls);
  }

  private static HttpClient connection(SSLContext tls) {
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  /** Goes on with a new connection, whose TLS session may be the old one resumed. */
  GateClient reconnect() {
    http = connection(tls);
    return this;
  }

  HttpResponse<String> get(String path, String... authorizations) throws Exception {
    return http.send(request(path, authorizations), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getLater(String path, String... authorizations) {
    return http.sendAsync(request(path, authorizations), BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String... authorizations) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
    for (String authorization : authorizations) {
      request.header("Authorization", authorization);
    }
    return request.build();
  }

  static JsonObject json(HttpResponse<String> answer) {
    try {
      return (JsonObject) JsonReader.read(answer.body());
    } catch (JsonFormatException e) {
      throw new AssertionError(answer.body(), e);
    }
  }
}
