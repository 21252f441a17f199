package dev.weft.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Speaks to the policy server as a person does: REST over HTTPS with the admin token. */
final class PolicyServerClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"");

  /** What a list says of one trace of three spans: its first span, and whose they are. */
  private static final Pattern TRACE =
      Pattern.compile("\"root\":\"[^{}]*\"spanCount\":3,\"workloads\":\\[[^\\]]*\\]");

  /** The same of any trace. */
  private static final Pattern ANY_TRACE =
      Pattern.compile("\"root\":\"[^{}]*\"spanCount\":\\d+,\"workloads\":\\[[^\\]]*\\]");

  private final HttpClient http;
  private final String base;
  private final String adminToken;

  /**
   * A client of the server at {@code base}.
   *
   * @param dataDir the server's data folder, which holds its CA certificate and the admin token
   */
  PolicyServerClient(String base, Path dataDir) throws IOException {
    this.base = base;
    this.adminToken = Files.readString(dataDir.resolve("admin.token")).strip();
    this.http =
        HttpClient.newBuilder()
            .sslContext(trusting(dataDir.resolve("ca.pem")))
            .connectTimeout(TIMEOUT)
            .build();
  }

  /** Makes a join token that one process of that service account can use. */
  String joinToken(String namespace, String serviceAccount)
      throws IOException, StepFailedException {
    String body =
        """
        {"apiVersion":"weft.dev/v1","kind":"JoinToken",
         "metadata":{"namespace":"%s"},
         "spec":{"serviceAccount":"%s","ttl":"10m","uses":1}}
        """
            .formatted(namespace, serviceAccount);
    String path = "/apis/weft.dev/v1/namespaces/" + namespace + "/jointokens";
    Matcher token = TOKEN.matcher(send("POST", path, body));
    if (!token.find()) {
      throw new StepFailedException("the policy server's answer has no token");
    }
    return token.group(1);
  }

  /** Creates the resource that {@code body} holds in the collection at {@code path}. */
  void create(String path, String body) throws IOException, StepFailedException {
    send("POST", path, body);
  }

  /** A recent trace with three spans, which both services have sent; empty while there is none. */
  Optional<String> traceOf(String one, String other) throws IOException {
    try {
      return TRACE
          .matcher(send("GET", "/apis/weft.dev/v1/traces", ""))
          .results()
          .map(MatchResult::group)
          .filter(it -> it.contains("/sa/" + one + "\"") && it.contains("/sa/" + other + "\""))
          .findFirst();
    } catch (StepFailedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A recent trace that all these services have sent to; empty while there is none. */
  Optional<String> traceOf(List<String> services) throws IOException {
    try {
      return ANY_TRACE
          .matcher(send("GET", "/apis/weft.dev/v1/traces", ""))
          .results()
          .map(MatchResult::group)
          .filter(it -> services.stream().allMatch(name -> it.contains("/sa/" + name + "\"")))
          .findFirst();
    } catch (StepFailedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Deletes the resource at {@code path}. */
  void delete(String path) throws IOException, StepFailedException {
    send("DELETE", path, "");
  }

  private String send(String method, String path, String body)
      throws IOException, StepFailedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + adminToken)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new StepFailedException(
            method + " " + path + ": " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static SSLContext trusting(Path ca) throws IOException {
    try (InputStream in = Files.newInputStream(ca)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int count = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + count++, one);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(ca + " cannot be used: " + e.getMessage(), e);
    }
  }
}
