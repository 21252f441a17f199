package dev.weft.server;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The JDK's HTTP client, trusting one CA and perhaps showing one SVID. */
final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http;
  private final String url;
  private final List<String> headers;

  private Client(HttpClient http, String url, List<String> headers) {
    this.http = http;
    this.url = url;
    this.headers = headers;
  }

  static Client of(String url, Path caFile, Optional<Svid> svid) throws Exception {
    return new Client(
        HttpClient.newBuilder().sslContext(tls(caFile, svid)).connectTimeout(PATIENCE).build(),
        url,
        List.of());
  }

  /** What trusts the authorities of {@code caFile} only, and shows {@code svid}. */
  static SSLContext tls(Path caFile, Optional<Svid> svid) throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    try (InputStream in = Files.newInputStream(caFile)) {
      for (Certificate it : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        anchors.setCertificateEntry("ca" + anchors.size(), it);
      }
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(
        svid.isPresent() ? keyManagers(svid.get()) : new KeyManager[0],
        trust.getTrustManagers(),
        null);
    return tls;
  }

  private static KeyManager[] keyManagers(Svid svid) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("svid", svid.key(), new char[0], svid.chain().toArray(new Certificate[0]));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, new char[0]);
    return factory.getKeyManagers();
  }

  Client with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new Client(http, url, more);
  }

  Answer get(String path) throws Exception {
    return send("GET", path, "", "");
  }

  CompletableFuture<Answer> getLater(String path) {
    return http.sendAsync(request("GET", path, "", ""), BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  /** The lines of an answer, as they come. */
  Stream<String> lines(String path) throws Exception {
    HttpResponse<Stream<String>> response =
        http.send(request("GET", path, "", ""), BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new AssertionError("status " + response.statusCode() + ": " + response.body().toList());
    }
    return response.body();
  }

  Answer post(String path, String json) throws Exception {
    return send("POST", path, "application/json", json);
  }

  Answer put(String path, String json) throws Exception {
    return send("PUT", path, "application/json", json);
  }

  Answer head(String path) throws Exception {
    return send("HEAD", path, "", "");
  }

  Answer delete(String path) throws Exception {
    return send("DELETE", path, "", "");
  }

  Answer send(String method, String path, String type, String body) throws Exception {
    HttpResponse<String> response =
        http.send(request(method, path, type, body), BodyHandlers.ofString());
    return Answer.of(response);
  }

  /** Sends a body of bytes. */
  Answer post(String path, String type, byte[] body) throws Exception {
    return Answer.of(
        http.send(
            request("POST", path, type, BodyPublishers.ofByteArray(body)),
            BodyHandlers.ofString()));
  }

  private HttpRequest request(String method, String path, String type, String body) {
    return request(
        method,
        path,
        type,
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private HttpRequest request(String method, String path, String type, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).method(method, body);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(new String[0]));
    }
    return request.build();
  }
}
