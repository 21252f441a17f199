package dev.weft.it.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** HTTPS calls to the policy server with some credentials. Thread-safe. */
public final class HttpCalls {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private final HttpClient http;
  private final URI base;
  private final @Nullable String bearer;

  HttpCalls(URI base, Credentials credentials, @Nullable String bearer) {
    this(base, client(credentials), bearer);
  }

  private HttpCalls(URI base, HttpClient http, @Nullable String bearer) {
    this.base = base;
    this.http = http;
    this.bearer = bearer;
  }

  private static HttpClient client(Credentials credentials) {
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .sslContext(credentials.context())
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS with these credentials", e);
    }
  }

  /** The same, with another bearer token, or none. */
  public HttpCalls as(@Nullable String token) {
    return new HttpCalls(base, http, token);
  }

  /** Sends a request without body. */
  public Answer send(String method, String path) throws IOException {
    return send(method, path, null, BodyPublishers.noBody());
  }

  /** Sends a request with a JSON body. */
  public Answer send(String method, String path, String json) throws IOException {
    return send(method, path, "application/json", json);
  }

  /** Sends a request with a body of that type. */
  public Answer send(String method, String path, String type, String body) throws IOException {
    return send(method, path, type, BodyPublishers.ofString(body));
  }

  private Answer send(String method, String path, @Nullable String type, BodyPublisher body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).method(method, body);
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      return Answer.of(http.send(request.build(), BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
