package dev.weft.benchmarks.feed;

import dev.weft.core.identity.Pem;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/** What a person with the admin's token does over REST. */
final class People {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client;
  private final URI address;
  private final String token;

  private People(HttpClient client, URI address, String token) {
    this.client = client;
    this.address = address;
    this.token = token;
  }

  /** People who found the token and the CA's certificate in {@code data}. */
  static People of(URI address, Path data) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        null,
        Identity.trusting(Pem.readCertificates(Files.readString(data.resolve("ca.pem"))))
            .getTrustManagers(),
        null);
    return new People(
        HttpClient.newBuilder().sslContext(context).build(),
        address,
        Files.readString(data.resolve("admin.token")).strip());
  }

  static String policies(String namespace) {
    return "/apis/security.istio.io/v1/namespaces/" + namespace + "/authorizationpolicies";
  }

  /** A policy like many, with {@code mark} in it. */
  static String policy(String namespace, String name, String mark) {
    return """
        {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy",\
        "metadata":{"name":"%s","namespace":"%s","annotations":{"mark":"%s"}},\
        "spec":{"selector":{"matchLabels":{"app":"%s"}},"action":"DENY","rules":[{"from":[{"source":\
        {"principals":["cluster.local/ns/other/sa/%s"]}}],"to":[{"operation":{"ports":["8080"],\
        "methods":["POST"],"paths":["/admin/*"]}}]}]}}"""
        .formatted(name, namespace, mark, name, name);
  }

  /** Sends a request; the answer has to be a good one. */
  CompletableFuture<String> send(String method, String path, String body) {
    return client
        .sendAsync(request(method, path, body, token), HttpResponse.BodyHandlers.ofString())
        .thenApply(
            answer -> {
              if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                    method + " " + path + ": " + answer.statusCode() + " " + answer.body());
              }
              return answer.body();
            });
  }

  /** How many bytes a GET brings; -1 when it is refused. */
  long length(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(request("GET", path, "", token), HttpResponse.BodyHandlers.ofByteArray());
    return answer.statusCode() == 200 ? answer.body().length : -1;
  }

  /** Whether the server says that it is ready. */
  boolean isReady() throws IOException, InterruptedException {
    return length("/readyz") >= 0;
  }

  /** Mints a join token for {@code namespace}. */
  String mint(String namespace) throws IOException {
    String body =
        "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"JoinToken\",\"metadata\":{},\"spec\":"
            + "{\"serviceAccount\":\"load\",\"uses\":1}}";
    String answer =
        send("POST", "/apis/weft.dev/v1/namespaces/" + namespace + "/jointokens", body).join();
    return String.valueOf(parse(answer).object("status").string("token"));
  }

  /** Joins with {@code joinToken}. */
  JsonObject join(String joinToken, String csr) throws IOException, InterruptedException {
    String body = JsonWriter.write(JsonObject.builder().put("csr", csr).build());
    HttpResponse<String> answer =
        client.send(
            request("POST", "/mesh/v1/svid", body, joinToken),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("join: " + answer.statusCode() + " " + answer.body());
    }
    return parse(answer.body());
  }

  private static JsonObject parse(String text) throws IOException {
    try {
      return (JsonObject) JsonReader.read(text);
    } catch (JsonFormatException e) {
      throw new IOException("no JSON: " + text, e);
    }
  }

  private HttpRequest request(String method, String path, String body, String bearer) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + bearer)
        .header("Content-Type", "application/json")
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
