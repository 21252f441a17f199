package dev.weft.server.access.oidc;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.server.ca.Pem;
import dev.weft.server.ca.PkixTrust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Fetches small JSON documents by HTTPS: bounded in time and size, no redirects followed. */
final class HttpsDocuments {
  private static final int MOST_BYTES = 256 * 1024;

  private final HttpClient http;
  private final Duration patience;

  private HttpsDocuments(HttpClient http, Duration patience) {
    this.http = http;
    this.patience = patience;
  }

  /**
   * A fetcher.
   *
   * @param ca a PEM file with what to trust; absent, what the JDK trusts
   * @param patience how long one document may take in all
   * @throws GeneralSecurityException when {@code ca} has no certificates
   * @throws IOException when {@code ca} cannot be read
   */
  static HttpsDocuments of(Optional<Path> ca, Duration patience)
      throws GeneralSecurityException, IOException {
    HttpClient.Builder http =
        HttpClient.newBuilder().connectTimeout(patience).followRedirects(HttpClient.Redirect.NEVER);
    if (ca.isPresent()) {
      String pem = Files.readString(ca.get(), StandardCharsets.US_ASCII);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {PkixTrust.of(Pem.certificates(pem))}, null);
      http.sslContext(tls);
    }
    return new HttpsDocuments(http.build(), patience);
  }

  /**
   * The document at {@code url}.
   *
   * @throws IOException when it cannot be had; the message is fit for a log
   */
  String text(URI url) throws IOException {
    if (!"https".equals(url.getScheme())) {
      throw new IOException(url + " (expected: https)");
    }
    HttpRequest request =
        HttpRequest.newBuilder(url).timeout(patience).header("accept", "application/json").build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(url + ": status " + response.statusCode() + " (expected: 200)");
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(url + ": no answer within " + patience, e);
    } catch (ExecutionException e) {
      throw new IOException(url + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException(url + ": interrupted", e);
    }
  }

  /** The document at {@code url}, which is to be a JSON object. */
  JsonObject object(URI url) throws IOException {
    JsonValue value = JsonReader.read(text(url));
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IOException(url + ": " + value.typeName() + " (expected: object)");
  }
}
